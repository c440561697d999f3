import { codelet } from '../attack.js';
import { timesOut } from '../outcomes.js';

export const spinningLog = codelet({
  class: 'denial-of-service',
  name: 'a value that spins while it is logged',
  modelled_on: 'class: formatting runs code of the codelet',
  needs: { time: 'loops' },
  options: { timeout_ms: 150 },
  source: `export function main() { console.log('%s', { toString() { for (;;); } }, new Map([[{ get a() { for (;;); } }, 1]])); const e = new Error('x'); Object.defineProperty(e, 'message', { get() { for (;;); } }); console.log(e); for (;;); }`,
  outcome: timesOut,
});
