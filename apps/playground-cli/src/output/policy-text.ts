import type { PolicyProblem } from '@codelets/runner';
import type { Section } from '../policy/sections.js';
import type { Palette } from './palette.js';
import { hang, neutralise } from './terminal-text.js';

/** Everything that is wrong with a policy, a line each. */
export function formatProblems(file: string, problems: readonly PolicyProblem[], palette: Palette): string {
  const title = `${file} is no valid policy:`;
  return `${palette.red(safe(title, ''))}\n${problems.map((problem) => line(problem, palette)).join('')}`;
}

/** What a policy grants, and what to look at twice. */
export function formatPolicy(
  file: string,
  sections: readonly Section[],
  warnings: readonly PolicyProblem[],
  palette: Palette,
): string {
  const parts = sections.map(({ title, entries }) => {
    const lines = entries.map(({ text, details }) =>
      [
        `  ${safe(text, '    ')}`,
        ...details.map((detail) => palette.dim(`      ${safe(detail, '      ')}`)),
      ].join('\n'),
    );
    return `${palette.bold(title)}\n${lines.join('\n')}\n`;
  });
  const end =
    warnings.length === 0
      ? palette.green('No warnings.')
      : `${palette.yellow(`Warnings (${warnings.length})`)}\n${warnings.map((warning) => line(warning, palette)).join('')}`;
  return `${safe(file, '')} is a valid policy. A codelet under it:\n\n${parts.join('\n')}\n${end.trimEnd()}\n`;
}

function line({ path, message }: PolicyProblem, palette: Palette): string {
  return `  ${palette.cyan(safe(path, '    '))} ${safe(message, '    ')}\n`;
}

/** A policy may be somebody else's: what it says moves no cursor, and starts no line of its own. */
function safe(text: string, indent: string): string {
  return hang(neutralise(text), indent);
}
