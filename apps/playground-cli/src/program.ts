import { Command } from 'commander';
import manifest from '../package.json' with { type: 'json' };
import { addCompareCommand } from './commands/compare.js';
import { addDoctorCommand } from './commands/doctor.js';
import type { Finish } from './commands/finish.js';
import { addPolicyCommand } from './commands/policy.js';
import { addRecordCommand } from './commands/record.js';
import { addReplayCommand } from './commands/replay.js';
import { addResumeCommand } from './commands/resume.js';
import { addRunCommand } from './commands/run.js';
import { addTypesCommand } from './commands/types.js';
import type { CommandContext } from './context.js';
import { neutralise } from './output/terminal-text.js';

const EXAMPLES = `
Examples:
  codelets run hello.js --input '{"value": 21}'
  codelets compare hello.js --input '{"value": 21}'
  codelets record hello.js --input '{"value": 21}' --out hello.json
  codelets replay hello.json --test hello.test.js
  codelets doctor
  codelets help run

A codelet is a function that somebody else wrote:
  export async function main(input, { logger }) {
    logger.info('Processing', input);
    return { result: input.value * 2 };
  }
`;

/** The whole command line. Commands tell their exit code through `finish`; a wrong use throws. */
export function createProgram(context: CommandContext, finish: Finish): Command {
  const program = new Command('codelets')
    .description('Runs codelets: small functions that somebody else wrote, in a sandbox that always ends.')
    .version(manifest.version, '-v, --version', 'print the version')
    .helpOption('-h, --help', 'print help')
    .helpCommand('help [command]', 'print help for a command')
    .configureOutput({
      writeOut: (text) => void context.stdout.write(text),
      // Quotes what was typed, which may have been pasted.
      writeErr: (text) => void context.stderr.write(neutralise(text)),
    })
    .exitOverride()
    .addHelpText('after', EXAMPLES);
  addRunCommand(program, context, finish);
  addRecordCommand(program, context, finish);
  addReplayCommand(program, context, finish);
  addResumeCommand(program, context, finish);
  addCompareCommand(program, context, finish);
  addDoctorCommand(program, context, finish);
  addPolicyCommand(program, context, finish);
  addTypesCommand(program, context, finish);
  return program;
}
