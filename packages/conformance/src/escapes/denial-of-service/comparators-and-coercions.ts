import { codelet } from '../attack.js';
import { timesOut } from '../outcomes.js';

export const comparatorsAndCoercions = codelet({
  class: 'denial-of-service',
  name: 'comparators, revivers, replacers and coercions that never end',
  modelled_on: 'class: natives that call back',
  needs: { time: 'loops' },
  options: { timeout_ms: 150 },
  source: `let n = 0; export function main() { const spin = () => { for (;;) n += 1 }; return [2, 1].sort(spin) }`,
  outcome: timesOut,
});
