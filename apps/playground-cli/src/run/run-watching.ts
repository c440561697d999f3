import { basename } from 'node:path';
import { EXIT } from '../exit-codes.js';
import { Interrupted, UsageError } from '../failures.js';
import { formatComplaint } from '../output/complaint.js';
import { createPalette } from '../output/palette.js';
import { neutralise } from '../output/terminal-text.js';
import { ChangeQueue } from '../watch/change-queue.js';
import { watchedFiles } from './materials.js';
import { runOnce, type RunTools } from './run-once.js';
import type { RunRequest } from './run-request.js';

const SEPARATOR_WIDTH = 60;

/** Runs the codelet, and again whenever its file or its input file changes, until the command is interrupted. */
export async function runWatching(request: RunRequest, tools: RunTools): Promise<number> {
  const { context } = tools;
  const palette = createPalette(context.stderr, context.env);
  const paths = await watchedFiles(request);
  let current = new AbortController();
  const changes = new ChangeQueue(() => current.abort(new Replaced()));
  const stop = context.watchFiles(paths, (path) => changes.push(path));
  const interrupted = (): void => {
    changes.close();
    current.abort(context.interrupt.reason);
  };
  context.interrupt.addEventListener('abort', interrupted, { once: true });
  if (context.interrupt.aborted) interrupted();
  context.stderr.write(palette.dim(`watching ${paths.map(shown).join(' and ')}, ctrl-c ends\n`));
  try {
    for (let changed: string | undefined = ''; changed !== undefined; changed = await changes.next()) {
      if (changed !== '') context.stderr.write(palette.dim(separator(changed, context.now())));
      if (!context.interrupt.aborted) current = new AbortController();
      await runReporting(request, tools, current.signal);
    }
  } finally {
    stop();
    changes.close();
    context.interrupt.removeEventListener('abort', interrupted);
  }
  return context.interrupt.reason instanceof Interrupted
    ? context.interrupt.reason.exit_code
    : EXIT.interrupted;
}

/** A file or an input that is broken for now is a reason to wait for the next change. */
async function runReporting(request: RunRequest, tools: RunTools, signal: AbortSignal): Promise<void> {
  const { context } = tools;
  try {
    await runOnce(request, tools, signal);
  } catch (error) {
    if (signal.aborted && error === signal.reason) return;
    if (!(error instanceof UsageError)) throw error;
    context.stderr.write(formatComplaint(error.message, createPalette(context.stderr, context.env)));
  }
}

function separator(path: string, now: Date): string {
  const time = now.toTimeString().slice(0, 8);
  return `${`-- ${time} ${shown(path)} changed `.padEnd(SEPARATOR_WIDTH, '-')}\n`;
}

function shown(path: string): string {
  return neutralise(basename(path)).replaceAll('\n', '\\n');
}

class Replaced extends Error {
  override readonly name = 'Replaced';
}
