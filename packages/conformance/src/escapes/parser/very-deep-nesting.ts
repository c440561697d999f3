import { fails } from '../../checks.js';
import { codelet } from '../attack.js';

export const veryDeepNesting = codelet({
  class: 'parser',
  name: 'a text that nests a hundred thousand deep',
  modelled_on: 'class: recursion of the parser',
  options: { timeout_ms: 1000 },
  source: `export const main = () => ${'['.repeat(100_000)}${']'.repeat(100_000)}`,
  outcome: fails(['SYNTAX_ERROR', 'TIMEOUT', 'RUNTIME_ERROR', 'INVALID_INPUT']),
});
