import { all, nextRunIsRight } from '../../checks.js';
import { codelet } from '../attack.js';

export const deepButLegal = codelet({
  class: 'parser',
  name: 'operators, templates and arrows that nest as deep as they may',
  modelled_on: 'class: recursion of the parser and of the engine',
  options: { timeout_ms: 1000 },
  source: `export const main = () => { const f = ${'() => '.repeat(500)}1; return [1${' + 1'.repeat(20_000)}, ${'!'.repeat(2000)}1, ${'`${'.repeat(200)}1${'}`'.repeat(200)}, f] }`,
  outcome: all(({ outcome }, { expect }) => {
    if (!outcome.ok) expect(['SYNTAX_ERROR', 'RUNTIME_ERROR', 'TIMEOUT']).toContain(outcome.error.code);
  }, nextRunIsRight),
});
