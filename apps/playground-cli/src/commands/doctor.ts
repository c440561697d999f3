import { WALL_NAMES } from '@codelets/core';
import { Option, type Command } from 'commander';
import type { CommandContext } from '../context.js';
import { examine, type Examination } from '../doctor/examine.js';
import { EXIT } from '../exit-codes.js';
import { UsageError } from '../failures.js';
import { parseNames } from '../input/parse-options.js';
import { formatExamination } from '../output/examination-text.js';
import { createPalette } from '../output/palette.js';
import { SANDBOX_NAMES, type SandboxName } from '../run/sandboxes.js';
import type { Finish } from './finish.js';

interface DoctorFlags {
  sandbox?: SandboxName;
  require?: readonly string[];
  json?: boolean;
}

/** Where the output is no terminal. */
const COLUMNS = 120;

const EXAMPLES = `
Examples:
  codelets doctor
  codelets doctor --sandbox quickjs --json
  codelets doctor --require network-namespace,pid-namespace,seccomp

Walls: ${WALL_NAMES.join(', ')}.
Exit codes: 0 ok, 1 a wall of --require is not up, 2 usage, 3 no sandbox works,
            130 interrupted.
`;

/** Adds `codelets doctor`. */
export function addDoctorCommand(program: Command, context: CommandContext, finish: Finish): void {
  program
    .command('doctor')
    .summary('say which walls and sandboxes this machine has')
    .description(
      'Starts each sandbox with all the walls that this machine offers, and says what stands and what does not.',
    )
    .addOption(new Option('-s, --sandbox <name>', 'this sandbox only').choices(SANDBOX_NAMES))
    .option(
      '-r, --require <walls>',
      'fail when one of these walls is not up (repeatable, or with commas)',
      parseNames,
    )
    .option('--json', 'print what was found as JSON')
    .addHelpText('after', EXAMPLES)
    .action(async (flags: DoctorFlags) => {
      const required = flags.require ?? [];
      mustBeKnown(required);
      const examined = await examine(flags.sandbox, context);
      const missing = required.filter((name) => !isUp(name, examined));
      context.stdout.write(
        flags.json === true
          ? `${JSON.stringify({ ...examined, missing }, null, 2)}\n`
          : formatExamination(
              examined,
              createPalette(context.stdout, context.env),
              context.stdout.columns ?? COLUMNS,
            ),
      );
      if (missing.length > 0) context.stderr.write(`error: not up: ${missing.join(', ')}\n`);
      finish(exitCode(examined, missing));
    });
}

function mustBeKnown(names: readonly string[]): void {
  for (const name of names) {
    if ((WALL_NAMES as readonly string[]).includes(name)) continue;
    throw new UsageError(
      `--require: there is no wall ${JSON.stringify(name)}; there are ${WALL_NAMES.join(', ')}`,
    );
  }
}

function isUp(name: string, { walls }: Examination): boolean {
  return walls.some((wall) => wall.name === name && wall.state === 'up');
}

function exitCode({ sandboxes }: Examination, missing: readonly string[]): number {
  if (missing.length > 0) return EXIT.wall;
  return sandboxes.some(({ works }) => works) ? EXIT.ok : EXIT.service;
}
