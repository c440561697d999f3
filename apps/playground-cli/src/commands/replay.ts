import type { Recording } from '@codelets/core';
import type { ReplayResult } from '@codelets/runner';
import type { Command } from 'commander';
import type { CommandContext } from '../context.js';
import { EXIT } from '../exit-codes.js';
import { loadRecording } from '../input/load-recording.js';
import { formatError } from '../output/error-report.js';
import { formatDropped, formatLog } from '../output/log-line.js';
import { createPalette } from '../output/palette.js';
import { formatValue } from '../output/value-text.js';
import { formatReplayJson, formatVerdict } from '../output/verdict-text.js';
import { grantedModules } from '../replay/granted-modules.js';
import { neededLimits } from '../replay/needed-limits.js';
import { mustBeKnown } from '../replay/recorded-sandbox.js';
import { checkTestFile, writeTestFile } from '../replay/test-file.js';
import { judge, type Verdict } from '../replay/verdict.js';
import { openRunner } from '../run/open-runner.js';
import { refusalsAsUsage } from '../run/refusals.js';
import type { RunnerPortOptions } from '../run/runner-port.js';
import { mustBeTrusted, type SandboxRequest } from '../run/sandboxes.js';
import { UsageError } from '../failures.js';
import type { Finish } from './finish.js';
import { addSandboxOptions, toSandbox, type SandboxFlags } from './sandbox-options.js';

interface ReplayFlags extends SandboxFlags {
  policy?: string;
  test?: string;
  json?: boolean;
}

const EXAMPLES = `
Examples:
  codelets replay failed.json
  codelets replay failed.json --sandbox quickjs
  codelets replay failed.json --test failed.test.js

Nothing outside is touched: all answers come from the recording. --policy is for
recorded runs that imported packages; nothing else of it is given.
Exit codes: 0 same, 1 different, 2 usage, 3 the sandbox failed, 130 interrupted.
`;

/** Adds `codelets replay FILE`. */
export function addReplayCommand(program: Command, context: CommandContext, finish: Finish): void {
  const command = program
    .command('replay')
    .summary('repeat a recorded run and say whether it came out the same')
    .description('Repeats a recorded run without touching the outside, and says where it first differs.')
    .argument('<file>', 'the recording; - reads it from standard input');
  addSandboxOptions(command, "the recording's")
    .option('-p, --policy <file>', 'the policy document that granted the packages')
    .option('--test <file>', 'write a vitest test of the recording as well')
    .option('--trust', 'the codelet is your own: allows sandboxes that are no wall')
    .option('--json', 'print the replay as JSON')
    .addHelpText('after', EXAMPLES)
    .action(async (file: string, flags: ReplayFlags) => finish(await replay(file, flags, context)));
}

async function replay(file: string, flags: ReplayFlags, context: CommandContext): Promise<number> {
  if (file === '-' && (flags.policy === '-' || flags.test !== undefined))
    throw new UsageError('--test needs a FILE that it can read, and only one of FILE and --policy can be -');
  const recording = await loadRecording(file, context);
  const recorded =
    flags.sandbox === undefined
      ? mustBeKnown(recording.sandbox)
      : { name: flags.sandbox, isolation: undefined };
  const sandbox = toSandbox(flags, recorded);
  mustBeTrusted(sandbox);
  const modules = await grantedModules(recording, flags.policy, context);
  if (flags.test !== undefined) await checkTestFile(flags.test);
  const options = { ...neededLimits(recording), ...(modules ? { policy: { modules } } : {}) };
  const result = await replayIn(sandbox, recording, options, context);
  const verdict = judge(recording, result);
  show(verdict, recording, result, flags.json === true, context);
  if (flags.test !== undefined) await writeTestFile(flags.test, { content: recording, path: file }, modules);
  return verdict.kind === 'same' ? EXIT.ok : verdict.kind === 'different' ? EXIT.differ : EXIT.service;
}

async function replayIn(
  sandbox: SandboxRequest,
  recording: Recording,
  options: Omit<RunnerPortOptions, 'sandbox' | 'pool'>,
  context: CommandContext,
): Promise<ReplayResult> {
  const { interrupt } = context;
  const runner = await openRunner(sandbox, options, context);
  // A replay has no signal of its own.
  const stop = (): void => void runner.dispose();
  interrupt.addEventListener('abort', stop, { once: true });
  try {
    interrupt.throwIfAborted();
    const result = await refusalsAsUsage(() => runner.replay(recording));
    interrupt.throwIfAborted();
    return result;
  } finally {
    interrupt.removeEventListener('abort', stop);
    await runner.dispose();
  }
}

function show(
  verdict: Verdict,
  recording: Recording,
  result: ReplayResult,
  json: boolean,
  { stdout, stderr, env }: CommandContext,
): void {
  const palette = createPalette(stderr, env);
  for (const log of result.logs) stderr.write(formatLog(log, palette));
  stderr.write(formatDropped(result.stats.logs_dropped, palette));
  if (json) stdout.write(formatReplayJson(verdict, recording, result));
  else if (result.ok) stdout.write(formatValue(result.value));
  if (!result.ok) stderr.write(formatError(result.error, palette));
  stderr.write(formatVerdict(verdict, recording, result.stats.sandbox, palette));
}
