import { codelet } from '../attack.js';
import { timesOut } from '../outcomes.js';

export const labelsAndGenerators = codelet({
  class: 'denial-of-service',
  name: 'return() of a generator that does not end',
  modelled_on: 'class: cleanup that is run by the service',
  needs: { time: 'loops' },
  options: { timeout_ms: 150 },
  source: `export function main() { const g = (function* () { try { yield 1 } finally { for (;;); } })(); g.next(); const [a] = g; return a ?? g.return() }`,
  outcome: timesOut,
});
