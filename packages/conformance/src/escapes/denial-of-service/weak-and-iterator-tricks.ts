import { codelet } from '../attack.js';
import { timesOut } from '../outcomes.js';

export const weakAndIteratorTricks = codelet({
  class: 'denial-of-service',
  name: 'iterators that are never done in spread, destructuring and Array.from',
  modelled_on: 'class: natives that call back',
  needs: { time: 'loops' },
  options: { timeout_ms: 150 },
  source: `let n = 0; const it = { [Symbol.iterator]: () => ({ next: () => ({ done: false, value: (n += 1) }) }) }; export function main() { for (const x of it) if (x > 5) { const m = new Set(); for (;;) m.size; } }`,
  outcome: timesOut,
});
