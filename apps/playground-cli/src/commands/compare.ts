import type { Command } from 'commander';
import { CANDIDATES, chooseCandidates } from '../compare/candidates.js';
import { createComparison, type Comparison } from '../compare/comparison.js';
import { runCandidate, type TrialRequest } from '../compare/run-candidate.js';
import type { CommandContext } from '../context.js';
import { EXIT } from '../exit-codes.js';
import { UsageError } from '../failures.js';
import { parseCount, parseNames } from '../input/parse-options.js';
import { formatComparisonJson } from '../output/comparison-json.js';
import { formatComparison } from '../output/comparison-text.js';
import { createPalette } from '../output/palette.js';
import { openMaterials } from '../run/materials.js';
import type { Finish } from './finish.js';
import { addRunOptions, toWhatIsGiven, type RunOptionFlags } from './run-options.js';

interface CompareFlags extends RunOptionFlags {
  only?: readonly string[];
  runs: number;
}

const MAXIMUM_RUNS = 1000;
/** Where the output is no terminal. */
const COLUMNS = 120;

const EXAMPLES = `
Examples:
  codelets compare hello.js --input '{"value": 21}'
  codelets compare hello.js --only vm2,quickjs/thread --runs 20
  codelets compare mine.js --trust

Sandboxes: ${CANDIDATES.map(({ label }) => label).join(', ')}.
Those that are no wall run with --trust only. What is compared: the result, the
value, the error without stack and place, the logs. Time and memory are shown,
and so are the words of engines for their own errors, which are no difference.
Exit codes: 0 all that ran agree, 1 they differ, 2 usage, 3 none is available,
            130 interrupted.
`;

/** Adds `codelets compare FILE`. */
export function addCompareCommand(program: Command, context: CommandContext, finish: Finish): void {
  const command = program
    .command('compare')
    .summary('run a codelet in every sandbox and say where they differ')
    .description(
      'Runs a codelet in every sandbox that is available, in each of its hosts, and compares what comes out.',
    )
    .argument('<file>', 'the codelet; - reads it from standard input');
  addRunOptions(command)
    .option(
      '--only <names>',
      'these sandboxes only: vm2, quickjs/thread (repeatable, or with commas)',
      parseNames,
    )
    .option(
      '-n, --runs <count>',
      'run it so often in each; time and memory are medians',
      parseCount(1, MAXIMUM_RUNS),
      1,
    )
    .option('--json', 'print the comparison as JSON')
    .addHelpText('after', EXAMPLES)
    .action(async (file: string, flags: CompareFlags) => {
      if (flags.policy === '-')
        throw new UsageError('--policy has to be a file: it is read for each sandbox');
      const comparison = await compare(toRequest(file, flags), flags.only, context);
      context.stdout.write(
        flags.json === true
          ? formatComparisonJson(comparison)
          : formatComparison(
              comparison,
              createPalette(context.stdout, context.env),
              context.stdout.columns ?? COLUMNS,
            ),
      );
      finish(exitCode(comparison));
    });
}

/** One sandbox after the other: they must not compete for the processor. */
async function compare(
  request: TrialRequest,
  only: readonly string[] | undefined,
  context: CommandContext,
): Promise<Comparison> {
  const { chosen, not_run } = chooseCandidates(only, request.trusted);
  const opened = openMaterials(request, context.stdin, context.interrupt);
  const source = await opened.source(context.interrupt);
  const input = await opened.input(context.interrupt);
  // A runner that cannot be loaded is no fault of any sandbox.
  await context.loadRunner();
  const outcomes = [];
  for (const candidate of chosen) {
    outcomes.push(await runCandidate(candidate, request, { source, input }, context));
  }
  return createComparison(request.runs, [...outcomes, ...not_run]);
}

function exitCode({ trials, differences }: Comparison): number {
  if (trials.length === 0) return EXIT.service;
  return differences.length === 0 ? EXIT.ok : EXIT.differ;
}

function toRequest(file: string, flags: CompareFlags): TrialRequest {
  return {
    ...toWhatIsGiven(file, flags),
    trusted: flags.trust === true,
    runs: flags.runs,
  };
}
