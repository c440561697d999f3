import type { CodeletResult } from '@codelets/core';
import type { CommandContext } from '../context.js';
import { EXIT, exitCodeOf } from '../exit-codes.js';
import { Interrupted } from '../failures.js';
import { formatError } from '../output/error-report.js';
import { formatDropped, formatLog } from '../output/log-line.js';
import { createPalette } from '../output/palette.js';
import { formatResult } from '../output/result-text.js';
import { formatValue } from '../output/value-text.js';
import type { Materials } from './materials.js';
import type { RunRequest } from './run-request.js';
import type { LazyRunner } from './open-runner.js';
import { refusalsAsUsage } from './refusals.js';

/** What a run is done with. */
export interface RunTools {
  readonly runner: LazyRunner;
  readonly materials: Materials;
  readonly context: CommandContext;
}

/** What came of a run, once it is printed. */
export interface RunEnding {
  readonly exit_code: number;
  readonly result: CodeletResult;
}

/**
 * Runs the codelet once and prints what happened.
 * Throws a `UsageError` when there is nothing to run, and the reason of `signal` when that aborts before the run.
 */
export async function runOnce(request: RunRequest, tools: RunTools, signal: AbortSignal): Promise<RunEnding> {
  const { materials, context } = tools;
  const palette = createPalette(context.stderr, context.env);
  const source = await materials.source(signal);
  const input = await materials.input(signal);
  const runner = await tools.runner.open();
  signal.throwIfAborted();
  const result = await refusalsAsUsage(() =>
    runner.run(source, {
      ...(request.input === undefined ? {} : { input }),
      signal,
      ...(request.record === true ? { record: true } : {}),
      on_log: (log) => void context.stderr.write(formatLog(log, palette)),
    }),
  );
  return showResult(result, request.json, signal, context);
}

/** Prints what came of a run. */
export function showResult(
  result: CodeletResult,
  json: boolean,
  signal: AbortSignal,
  context: CommandContext,
): RunEnding {
  const palette = createPalette(context.stderr, context.env);
  // A run that made way for a newer version of its file has nothing to say.
  if (isReplaced(result, signal)) return { exit_code: EXIT.ok, result };
  context.stderr.write(formatDropped(result.stats.logs_dropped, palette));
  if (json) context.stdout.write(formatResult(result));
  else if (result.ok) context.stdout.write(formatValue(result.value));
  if (!result.ok) {
    // Whoever pressed ctrl-c knows why it ended and needs no advice.
    const report = isInterrupted(result, signal) ? 'interrupted\n' : formatError(result.error, palette);
    context.stderr.write(report);
  }
  return { exit_code: exitCode(result, signal), result };
}

function isReplaced(result: CodeletResult, signal: AbortSignal): boolean {
  return aborted(result) && signal.aborted && !(signal.reason instanceof Interrupted);
}

function isInterrupted(result: CodeletResult, signal: AbortSignal): boolean {
  return aborted(result) && signal.reason instanceof Interrupted;
}

function exitCode(result: CodeletResult, signal: AbortSignal): number {
  if (result.ok) return EXIT.ok;
  if (signal.reason instanceof Interrupted && isInterrupted(result, signal)) return signal.reason.exit_code;
  return exitCodeOf(result.error.code);
}

function aborted(result: CodeletResult): boolean {
  return !result.ok && result.error.code === 'ABORTED';
}
