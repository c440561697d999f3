import type { Command } from 'commander';
import type { CommandContext } from '../context.js';
import { UsageError } from '../failures.js';
import { loadInput } from '../input/load-input.js';
import { parseCount, parseInstant } from '../input/parse-options.js';
import { readFile } from '../input/read-file.js';
import { formatLog } from '../output/log-line.js';
import { createPalette } from '../output/palette.js';
import { beginContinuation, keepContinuation, type ContinuationFlags } from '../run/continuations.js';
import { lazyRunner } from '../run/open-runner.js';
import { refusalsAsUsage } from '../run/refusals.js';
import { showResult } from '../run/run-once.js';
import type { RunRequest } from '../run/run-request.js';
import { DEFAULT_SANDBOX, mustBeTrusted } from '../run/sandboxes.js';
import type { Finish } from './finish.js';
import { toWhatIsGiven, type RunOptionFlags } from './run-options.js';
import { addSandboxOptions, toSandbox, type SandboxFlags } from './sandbox-options.js';

interface ResumeFlags extends RunOptionFlags, SandboxFlags, ContinuationFlags {
  continuationKeyFile: string;
  answer: string;
  call?: number;
}

const EXAMPLES = `
Examples:
  codelets resume waiting.txt --answer '{"approved":true}' --continuation-key-file key \\
    --policy policy.json --capabilities functions.mjs

The policy and the sandbox have to be those that the run began with. What it did
is repeated from the continuation; finished capabilities are not called again.
Exit codes: those of run.
`;

/** Adds `codelets resume FILE --answer JSON`. */
export function addResumeCommand(program: Command, context: CommandContext, finish: Finish): void {
  const command = program
    .command('resume')
    .summary('go on with a run that waits for an answer')
    .description('Goes on with a suspended run, with the answer that it waits for.')
    .argument('<file>', 'the continuation');
  addSandboxOptions(command, DEFAULT_SANDBOX)
    .requiredOption('-a, --answer <json>', 'the answer: JSON, @file, or - for standard input')
    .requiredOption('--continuation-key-file <file>', 'the key that the continuation was signed with')
    .option('--call <id>', 'which call is answered (default: the first)', parseCount(1, 2 ** 31 - 1))
    .option('-p, --policy <file>', 'the policy document of the run')
    .option('--capabilities <module>', 'your own module with the functions of the policy')
    .option('--seed <text>', 'as the run had it')
    .option('--now <time>', 'as the run had it', parseInstant)
    .option('--save-continuation <file>', 'where to keep the continuation when it waits once more')
    .option('--trust', 'the codelet is your own: allows sandboxes that are no wall')
    .option('--json', 'print the whole result as JSON')
    .addHelpText('after', EXAMPLES)
    .action(async (file: string, flags: ResumeFlags) => finish(await resume(file, flags, context)));
}

async function resume(file: string, flags: ResumeFlags, context: CommandContext): Promise<number> {
  const { interrupt, stderr, env } = context;
  if (flags.policy === '-' && flags.answer === '-')
    throw new UsageError('only one of --answer and --policy can be - : there is one standard input');
  const request: RunRequest = {
    ...toWhatIsGiven(file, flags),
    sandbox: toSandbox(flags, { name: DEFAULT_SANDBOX, isolation: undefined }),
    continuation_key_file: flags.continuationKeyFile,
  };
  mustBeTrusted(request.sandbox);
  const continuation = (await readFile(file, 'FILE', interrupt)).trimEnd();
  const answer = await loadInput(flags.answer, context.stdin, interrupt, '--answer');
  const kept = await beginContinuation(flags);
  const lazy = lazyRunner(request, context);
  const palette = createPalette(stderr, env);
  try {
    const runner = await lazy.open();
    interrupt.throwIfAborted();
    const result = await refusalsAsUsage(() =>
      runner.resume(continuation, answer, {
        ...(flags.call === undefined ? {} : { call: flags.call }),
        signal: interrupt,
        on_log: (log) => void stderr.write(formatLog(log, palette)),
      }),
    );
    const { exit_code } = showResult(result, request.json, interrupt, context);
    await keepContinuation(result, kept, context);
    return exit_code;
  } finally {
    await kept?.discard();
    await lazy.dispose();
  }
}
