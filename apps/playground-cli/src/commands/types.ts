import { writeFile } from 'node:fs/promises';
import type { Command } from 'commander';
import type { CommandContext } from '../context.js';
import { EXIT } from '../exit-codes.js';
import { UsageError, hasCode } from '../failures.js';
import { loadPolicy } from '../input/load-policy.js';
import { createPalette } from '../output/palette.js';
import { formatProblems } from '../output/policy-text.js';
import { helpersFile } from '../types/helpers-file.js';
import type { Finish } from './finish.js';

interface TypesFlags {
  policy: string;
  out?: string;
}

const EXAMPLES = `
Examples:
  codelets types --policy policy.json --out helpers.d.ts

In a codelet:
  /** @type {import('./helpers.js').Codelet<{ id: string }>} */
  export const main = async (input, { db }) => db.find({ id: input.id });

Exit codes: 0 ok, 1 the policy is not valid, 2 usage.
`;

/** Adds `codelets types --policy FILE`. */
export function addTypesCommand(program: Command, context: CommandContext, finish: Finish): void {
  program
    .command('types')
    .summary('write the types of what a policy grants')
    .description('Writes a .d.ts with the type of `helpers`, the second argument of a codelet, for a policy.')
    .requiredOption('-p, --policy <file>', 'the policy document; - reads it from standard input')
    .option('-o, --out <file>', 'write to this file (default: standard output)')
    .addHelpText('after', EXAMPLES)
    .action(async ({ policy, out }: TypesFlags) => {
      const { checked } = await loadPolicy(policy, '--policy', context);
      if (!checked.description) {
        context.stderr.write(
          formatProblems(policy, checked.problems, createPalette(context.stderr, context.env)),
        );
        return finish(EXIT.codelet);
      }
      const text = helpersFile(checked.description);
      if (out === undefined) context.stdout.write(text);
      else await write(out, text);
      finish(EXIT.ok);
    });
}

async function write(file: string, text: string): Promise<void> {
  try {
    await writeFile(file, text);
  } catch (error) {
    if (hasCode(error)) throw new UsageError(`--out: cannot write ${file}: ${error.code}`);
    throw error;
  }
}
