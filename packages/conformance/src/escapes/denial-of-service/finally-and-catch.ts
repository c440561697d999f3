import { codelet } from '../attack.js';
import { timesOut } from '../outcomes.js';

export const finallyAndCatch = codelet({
  class: 'denial-of-service',
  name: 'loops that catch everything and finally that never ends',
  modelled_on: 'class: an interrupt that the codelet catches',
  needs: { time: 'loops' },
  options: { timeout_ms: 150 },
  source: `export async function main() { for (;;) { try { for (;;) { try { throw 1 } catch { continue } finally { for (;;); } } } catch {} finally { await null } } }`,
  outcome: timesOut,
});
