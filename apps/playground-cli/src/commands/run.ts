import type { Command } from 'commander';
import type { CommandContext } from '../context.js';
import { openMaterials } from '../run/materials.js';
import { lazyRunner } from '../run/open-runner.js';
import { runOnce } from '../run/run-once.js';
import type { RunRequest } from '../run/run-request.js';
import { runWatching } from '../run/run-watching.js';
import { DEFAULT_SANDBOX, mustBeTrusted } from '../run/sandboxes.js';
import {
  beginContinuation,
  checkContinuationFlags,
  keepContinuation,
  type ContinuationFlags,
} from '../run/continuations.js';
import type { Finish } from './finish.js';
import { addRunOptions, toWhatIsGiven, type RunOptionFlags } from './run-options.js';
import { addSandboxOptions, toSandbox, type SandboxFlags } from './sandbox-options.js';

interface RunFlags extends RunOptionFlags, SandboxFlags, ContinuationFlags {
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
  codelets run mine.js --sandbox node-vm --trust
  codelets run tool.js --policy policy.json --capabilities functions.mjs
  codelets run src/main.ts --modules src
  codelets run dice.js --seed any --now 2026-01-31

The value goes to standard output, logs and errors to standard error.
Exit codes: 0 ok, 1 the codelet failed, 2 usage, 3 the sandbox failed,
            75 it waits for an answer, 124 timeout, 137 memory, 130 interrupted.
`;

/** Adds `codelets run FILE`. */
export function addRunCommand(program: Command, context: CommandContext, finish: Finish): void {
  const command = program
    .command('run')
    .summary('run a codelet and print its value')
    .description('Runs a codelet in a fresh sandbox and prints the value that it returns.')
    .argument('<file>', 'the codelet; - reads it from standard input');
  addSandboxOptions(addRunOptions(command), DEFAULT_SANDBOX)
    .option('--continuation-key-file <file>', 'the key that signs continuations, 16 characters or more')
    .option('--save-continuation <file>', 'where to keep the continuation of a run that waits for an answer')
    .option('--json', 'print the whole result as JSON')
    .option('-w, --watch', 'run again when the file or the @file of --input changes')
    .addHelpText('after', EXAMPLES)
    .action(async (file: string, flags: RunFlags) =>
      finish(await run(toRequest(file, flags), flags.watch === true, flags, context)),
    );
}

async function run(
  request: RunRequest,
  watch: boolean,
  continuation: ContinuationFlags,
  context: CommandContext,
): Promise<number> {
  mustBeTrusted(request.sandbox);
  checkContinuationFlags(continuation, watch);
  const kept = await beginContinuation(continuation);
  const materials = openMaterials(request, context.stdin, context.interrupt);
  const runner = lazyRunner(request, context);
  try {
    const tools = { runner, materials, context };
    if (watch) return await runWatching(request, tools);
    const { exit_code, result } = await runOnce(request, tools, context.interrupt);
    await keepContinuation(result, kept, context);
    return exit_code;
  } finally {
    await kept?.discard();
    await runner.dispose();
  }
}

function toRequest(file: string, flags: RunFlags): RunRequest {
  return {
    ...toWhatIsGiven(file, flags),
    sandbox: toSandbox(flags, { name: DEFAULT_SANDBOX, isolation: undefined }),
    continuation_key_file: flags.continuationKeyFile,
  };
}
