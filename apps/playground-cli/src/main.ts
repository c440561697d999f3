import { SandboxUnavailableError } from '@codelets/core';
import { CommanderError } from 'commander';
import type { CommandContext } from './context.js';
import { EXIT } from './exit-codes.js';
import { Interrupted, SandboxNotInstalledError, UsageError } from './failures.js';
import { formatComplaint } from './output/complaint.js';
import { createPalette } from './output/palette.js';
import { createProgram } from './program.js';

/** Does what the arguments say and answers the exit code. Never rejects. */
export async function main(argv: readonly string[], context: CommandContext): Promise<number> {
  let exit_code: number = EXIT.ok;
  const program = createProgram(context, (code) => {
    exit_code = code;
  });
  try {
    await program.parseAsync(argv, { from: 'user' });
    return exit_code;
  } catch (error) {
    return report(error, context);
  }
}

function report(error: unknown, context: CommandContext): number {
  if (error instanceof Interrupted) return error.exit_code;
  // Commander has printed it already; help that was asked for is no failure.
  if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.ok : EXIT.usage;
  const palette = createPalette(context.stderr, context.env);
  const say = (message: string): void => void context.stderr.write(formatComplaint(message, palette));
  if (error instanceof UsageError) {
    say(error.message);
    return EXIT.usage;
  }
  const expected = error instanceof SandboxNotInstalledError || SandboxUnavailableError.isInstance(error);
  say(error instanceof Error ? ((expected ? undefined : error.stack) ?? error.message) : String(error));
  return EXIT.service;
}
