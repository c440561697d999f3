import { all, givesWhat, nextRunIsRight } from '../../checks.js';
import { codelet } from '../attack.js';

export const sparse = codelet({
  class: 'results',
  name: 'the longest sparse list as a result',
  modelled_on: 'class: a length that means nothing',
  options: { timeout_ms: 300 },
  source: `export function main() { const a = []; a.length = 4294967295; return a }`,
  outcome: all(
    givesWhat((value: unknown[], { expect }) => expect(value.length).toBe(4294967295)),
    nextRunIsRight,
  ),
});
