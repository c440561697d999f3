import { codelet } from '../attack.js';
import { timesOut } from '../outcomes.js';

export const awaitNullForever = codelet({
  class: 'denial-of-service',
  name: '`for (;;) await null` beside a self-chaining then',
  modelled_on: 'class: microtasks that never leave the event loop a turn',
  needs: { time: 'loops' },
  options: { timeout_ms: 150 },
  source: `const f = () => Promise.resolve().then(f); export async function main() { f(); queueMicrotask(function g() { queueMicrotask(g) }); for (;;) await null; }`,
  outcome: timesOut,
});
