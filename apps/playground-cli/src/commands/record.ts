import type { CodeletResult, Recording } from '@codelets/core';
import type { Command } from 'commander';
import type { CommandContext } from '../context.js';
import { UsageError } from '../failures.js';
import { formatComplaint } from '../output/complaint.js';
import { createPalette } from '../output/palette.js';
import { beginPrivateFile } from '../output/private-file.js';
import { neutralise, neutraliseJson } from '../output/terminal-text.js';
import { grantedModules } from '../replay/granted-modules.js';
import { checkTestFile, writeTestFile } from '../replay/test-file.js';
import { openMaterials } from '../run/materials.js';
import { lazyRunner } from '../run/open-runner.js';
import { runOnce, type RunEnding } from '../run/run-once.js';
import type { RunRequest } from '../run/run-request.js';
import { DEFAULT_SANDBOX, mustBeTrusted } from '../run/sandboxes.js';
import type { Finish } from './finish.js';
import { addRunOptions, toWhatIsGiven, type RunOptionFlags } from './run-options.js';
import { addSandboxOptions, toSandbox, type SandboxFlags } from './sandbox-options.js';

interface RecordFlags extends RunOptionFlags, SandboxFlags {
  out: string;
  test?: string;
}

const EXAMPLES = `
Examples:
  codelets record hello.js --input '{"value": 21}' --out hello.json
  codelets record tool.js --policy policy.json --capabilities functions.mjs --out tool.json
  codelets record hello.js --input @order.json --out hello.json --test hello.test.js

A recording holds the source, the input, env and every answer of the outside in
clear. It is written for its owner alone (mode 0600).
Exit codes: those of run, by how the codelet ended.
`;

/** Adds `codelets record FILE --out FILE`. */
export function addRecordCommand(program: Command, context: CommandContext, finish: Finish): void {
  const command = program
    .command('record')
    .summary('run a codelet and keep all that its course depended on')
    .description('Runs a codelet as run does, and writes a recording that codelets replay repeats.')
    .argument('<file>', 'the codelet; - reads it from standard input');
  addSandboxOptions(addRunOptions(command), DEFAULT_SANDBOX)
    .requiredOption('-o, --out <file>', 'where to write the recording')
    .option('--test <file>', 'write a vitest test of the recording as well')
    .option('--json', 'print the whole result as JSON')
    .addHelpText('after', EXAMPLES)
    .action(async (file: string, flags: RecordFlags) => {
      const request: RunRequest = {
        ...toWhatIsGiven(file, flags),
        sandbox: toSandbox(flags, { name: DEFAULT_SANDBOX, isolation: undefined }),
        record: true,
      };
      mustBeTrusted(request.sandbox);
      const { exit_code, result } = await record(request, flags, context);
      finish(exit_code);
      const content = result.recording;
      if (!content || flags.test === undefined) return;
      const modules = await grantedModules(content, flags.policy, context);
      await writeTestFile(flags.test, { content, path: flags.out }, modules);
    });
}

async function record(request: RunRequest, flags: RecordFlags, context: CommandContext): Promise<RunEnding> {
  const { interrupt, stderr } = context;
  const materials = openMaterials(request, context.stdin, interrupt);
  if (flags.test !== undefined) {
    if (flags.policy === '-') throw new UsageError('--test needs --policy to be a file: it is read again');
    await checkTestFile(flags.test);
  }
  const out = await beginPrivateFile(flags.out, '--out');
  const runner = lazyRunner(request, context);
  try {
    const ending = await runOnce(request, { runner, materials, context }, interrupt);
    const palette = createPalette(stderr, context.env);
    const { recording } = ending.result;
    if (recording) {
      await out.finish(recordingText(recording));
      const said = `recorded in ${neutralise(flags.out)}: it holds the source, the input, env and all answers in clear`;
      stderr.write(`${palette.dim(said)}\n`);
    } else stderr.write(formatComplaint(whyNothing(ending.result), palette));
    return ending;
  } finally {
    await out.discard();
    await runner.dispose();
  }
}

/** A recording as text that may be shown on a terminal. */
function recordingText(recording: Recording): string {
  return `${neutraliseJson(JSON.stringify(recording, undefined, 2))}\n`;
}

function whyNothing({ error }: CodeletResult): string {
  return `nothing was recorded: the run ended before it began${error ? ` (${error.code})` : ''}`;
}
