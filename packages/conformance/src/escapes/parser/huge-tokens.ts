import { all } from '../../checks.js';
import { codelet } from '../attack.js';
import { ends } from '../outcomes.js';

export const hugeTokens = codelet({
  class: 'parser',
  name: 'a name, a number, a string and a pattern of a hundred thousand characters',
  modelled_on: 'class: tokens that a scanner copies',
  options: { timeout_ms: 1500 },
  source: `const ${'a'.repeat(20_000)} = 1; export const main = () => [${'1'.repeat(100_000)}, '${'s'.repeat(100_000)}'.length, /${'(a)?'.repeat(5000)}/.test(''), ${'9'.repeat(10_000)}n > 0]`,
  outcome: all(ends),
});
