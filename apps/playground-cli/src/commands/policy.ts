import { LIMITS, type LimitName } from '@codelets/core';
import type { CheckedPolicyDocument } from '@codelets/runner';
import type { Command } from 'commander';
import type { CommandContext } from '../context.js';
import { EXIT } from '../exit-codes.js';
import { loadPolicy } from '../input/load-policy.js';
import { createPalette } from '../output/palette.js';
import { formatPolicy, formatProblems } from '../output/policy-text.js';
import { neutraliseJson } from '../output/terminal-text.js';
import { sectionsOf } from '../policy/sections.js';
import { warningsOf } from '../policy/warnings.js';
import type { Finish } from './finish.js';

const EXAMPLES = `
Examples:
  codelets policy check policy.json
  codelets policy check policy.json --json

Exit codes: 0 valid, with warnings or without, 1 not valid, 2 usage.
`;

/** Adds `codelets policy check FILE`. */
export function addPolicyCommand(program: Command, context: CommandContext, finish: Finish): void {
  program
    .command('policy')
    .summary('look at what a policy grants')
    .description('Looks at policy documents: what codelets are given beyond the language and a logger.')
    .command('check')
    .summary('check a policy and explain it')
    .description('Checks a policy document and says in plain words what a codelet may do under it.')
    .argument('<file>', 'the policy document; - reads it from standard input')
    .option('--json', 'print what was found as JSON')
    .addHelpText('after', EXAMPLES)
    .action(async (file: string, { json }: { json?: boolean }) => {
      const { document, checked } = await loadPolicy(file, 'FILE', context);
      const warnings = warningsOf(document, checked);
      const valid = checked.problems.length === 0;
      const shown = file === '-' ? 'standard input' : file;
      if (json === true) {
        context.stdout.write(`${neutraliseJson(JSON.stringify(report(checked, warnings), undefined, 2))}\n`);
      } else if (valid) {
        const palette = createPalette(context.stdout, context.env);
        context.stdout.write(formatPolicy(shown, sectionsOf(checked), warnings, palette));
      } else {
        const palette = createPalette(context.stderr, context.env);
        context.stderr.write(formatProblems(shown, checked.problems, palette));
      }
      finish(valid ? EXIT.ok : EXIT.codelet);
    });
}

function report(
  { problems, description, limits, headers }: CheckedPolicyDocument,
  warnings: readonly object[],
): object {
  const all = (Object.keys(LIMITS) as LimitName[]).map((name) => [
    name,
    limits[name] ?? LIMITS[name].default ?? null,
  ]);
  const variables = headers.flatMap(({ env }) => (env === undefined ? [] : [env]));
  return {
    valid: problems.length === 0,
    problems,
    warnings,
    ...(description && {
      grants: description,
      limits: Object.fromEntries(all) as object,
      needs_env: [...new Set(variables)].sort(),
    }),
  };
}
