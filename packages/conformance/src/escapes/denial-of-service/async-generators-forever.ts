import { codelet } from '../attack.js';
import { timesOut } from '../outcomes.js';

export const asyncGeneratorsForever = codelet({
  class: 'denial-of-service',
  name: 'an async generator and a thenable without an end',
  modelled_on: 'class: microtasks by other names',
  needs: { time: 'loops' },
  options: { timeout_ms: 150 },
  source: `async function* g() { for (;;) yield* [{ then(r) { r(1) } }] } const t = { then(r) { r(t) } }; export async function main() { void t; for await (const x of g()) await { then: (r) => r(x) }; }`,
  outcome: timesOut,
});
