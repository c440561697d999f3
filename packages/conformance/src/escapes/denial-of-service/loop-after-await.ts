import { codelet } from '../attack.js';
import { timesOut } from '../outcomes.js';

export const loopAfterAwait = codelet({
  class: 'denial-of-service',
  name: 'loops before and after the first await, in a timer and in the module',
  modelled_on: "class: vm2's timeout covers the synchronous part only",
  needs: { time: 'loops' },
  options: { timeout_ms: 150 },
  source: `export async function main() { await null; await new Promise((r) => setTimeout(r, 1)); try { for (;;); } finally { for (;;); } }`,
  outcome: timesOut,
});
