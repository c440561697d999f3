import type { Command } from 'commander';
import { parseExportName, parseGlobal, parseLimit } from '../input/parse-options.js';
import type { RunRequest } from '../run/run-request.js';

/** The flags that every command has that runs a codelet. */
export interface RunOptionFlags {
  input?: string;
  timeout?: number;
  memory?: number;
  export?: string;
  global?: Record<string, unknown>;
  trust?: boolean;
  json?: boolean;
}

/** What the flags of every command say about a codelet. */
export function toWhatIsGiven(file: string, flags: RunOptionFlags): Omit<RunRequest, 'sandbox'> {
  return {
    file,
    input: flags.input,
    export_name: flags.export,
    globals: flags.global,
    timeout_ms: flags.timeout,
    memory_mb: flags.memory,
    json: flags.json === true,
  };
}

/** Adds what a codelet is given and may use. */
export function addRunOptions(command: Command): Command {
  return command
    .option('-i, --input <json>', 'the input: JSON, @file, or - for standard input')
    .option(
      '-t, --timeout <ms>',
      'wall-clock limit in milliseconds (default: 2000)',
      parseLimit('timeout_ms', 'milliseconds'),
    )
    .option('-m, --memory <mb>', 'memory limit in MiB (default: 128)', parseLimit('memory_mb', 'MiB'))
    .option(
      '-e, --export <name>',
      'the exported function to run (default: main, or the default export)',
      parseExportName,
    )
    .option(
      '-g, --global <key=value>',
      'a read-only global; the value is JSON or text (repeatable)',
      parseGlobal,
    )
    .option('--trust', 'the codelet is your own: allows sandboxes that are no wall');
}
