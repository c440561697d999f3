import type { Command } from 'commander';
import { parseExportName, parseGlobal, parseInstant, parseLimit } from '../input/parse-options.js';
import type { RunRequest } from '../run/run-request.js';

/** The flags that every command has that runs a codelet. */
export interface RunOptionFlags {
  input?: string;
  timeout?: number;
  memory?: number;
  export?: string;
  global?: Record<string, unknown>;
  policy?: string;
  capabilities?: string;
  modules?: string;
  seed?: string;
  now?: number;
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
    modules_folder: flags.modules,
    policy: {
      file: flags.policy,
      capabilities_file: flags.capabilities,
      seed: flags.seed,
      now: flags.now,
    },
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
    .option('-p, --policy <file>', 'what the codelet is given: a policy document, or - for standard input')
    .option(
      '--capabilities <module>',
      'your own module with the functions of the policy; it is imported and trusted',
    )
    .option('--modules <folder>', 'let FILE import files of this folder, by relative paths')
    .option('--seed <text>', 'with --now: the same randomness, clock and timers in each run')
    .option('--now <time>', 'where that clock starts: an ISO date, or milliseconds', parseInstant)
    .option('--trust', 'the codelet is your own: allows sandboxes that are no wall');
}
