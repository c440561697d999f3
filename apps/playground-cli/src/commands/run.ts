import { Option, type Command } from 'commander';
import type { Isolation } from '@codelets/core';
import type { CommandContext } from '../context.js';
import { parseExportName, parseGlobal, parseLimit } from '../input/parse-options.js';
import { openMaterials } from '../run/materials.js';
import { lazyRunner } from '../run/open-runner.js';
import { runOnce } from '../run/run-once.js';
import type { RunRequest } from '../run/run-request.js';
import { runWatching } from '../run/run-watching.js';
import { DEFAULT_SANDBOX, ISOLATIONS, SANDBOX_NAMES, type SandboxName } from '../run/sandboxes.js';
import type { Finish } from './finish.js';

interface RunFlags {
  input?: string;
  sandbox: SandboxName;
  isolation?: Isolation;
  timeout?: number;
  memory?: number;
  export?: string;
  global?: Record<string, unknown>;
  json?: boolean;
  watch?: boolean;
}

const EXAMPLES = `
Examples:
  codelets run hello.js --input '{"value": 21}'
  codelets run hello.js --input @order.json --watch
  cat order.json | codelets run hello.js --input -
  echo 'export const main = () => 6 * 7' | codelets run -
  codelets run price.js --global rate=0.2 --global currency=EUR
  codelets run slow.js --timeout 500 --memory 32 --json

The value goes to standard output, logs and errors to standard error.
Exit codes: 0 ok, 1 the codelet failed, 2 usage, 3 the sandbox failed,
            124 timeout, 137 memory, 130 interrupted.
`;

/** Adds `codelets run FILE`. */
export function addRunCommand(program: Command, context: CommandContext, finish: Finish): void {
  program
    .command('run')
    .summary('run a codelet and print its value')
    .description('Runs a codelet in a fresh sandbox and prints the value that it returns.')
    .argument('<file>', 'the codelet; - reads it from standard input')
    .option('-i, --input <json>', 'the input: JSON, @file, or - for standard input')
    .addOption(
      new Option('-s, --sandbox <name>', 'the sandbox').choices(SANDBOX_NAMES).default(DEFAULT_SANDBOX),
    )
    .addOption(
      new Option('--isolation <kind>', "what holds the sandbox (default: the sandbox's own)").choices(
        ISOLATIONS,
      ),
    )
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
    .option('--json', 'print the whole result as JSON')
    .option('-w, --watch', 'run again when the file or the @file of --input changes')
    .addHelpText('after', EXAMPLES)
    .action(async (file: string, flags: RunFlags) =>
      finish(await run(toRequest(file, flags), flags.watch === true, context)),
    );
}

async function run(request: RunRequest, watch: boolean, context: CommandContext): Promise<number> {
  const materials = openMaterials(request, context.stdin, context.interrupt);
  const runner = lazyRunner(request, context);
  try {
    const tools = { runner, materials, context };
    return watch ? await runWatching(request, tools) : await runOnce(request, tools, context.interrupt);
  } finally {
    await runner.dispose();
  }
}

function toRequest(file: string, flags: RunFlags): RunRequest {
  return {
    file,
    input: flags.input,
    export_name: flags.export,
    globals: flags.global,
    timeout_ms: flags.timeout,
    memory_mb: flags.memory,
    sandbox: { name: flags.sandbox, isolation: flags.isolation },
    json: flags.json === true,
  };
}
