import { all, nextRunIsRight } from '../../checks.js';
import { codelet } from '../attack.js';

export const newSyntax = codelet({
  class: 'parser',
  name: 'syntax that some engines do not know is refused or right, never a crash',
  modelled_on: 'class: a parser that is newer than its engine',
  source: `export function main() { { using a = { [Symbol.dispose]() {} }; } return /[\\p{L}--[a-z]]/v.test('A') }`,
  outcome: all(({ outcome }, { expect }) => {
    if (!outcome.ok) expect(['SYNTAX_ERROR', 'RUNTIME_ERROR']).toContain(outcome.error.code);
  }, nextRunIsRight),
});
