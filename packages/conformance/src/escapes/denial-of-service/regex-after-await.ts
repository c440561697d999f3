import { codelet } from '../attack.js';
import { timesOut } from '../outcomes.js';

export const regexAfterAwait = codelet({
  class: 'denial-of-service',
  name: 'a pattern that backtracks after an await',
  modelled_on: 'class: as before, out of reach of a synchronous timeout',
  needs: { time: 'loops' },
  options: { timeout_ms: 150 },
  source: `export async function main() { await null; await new Promise((r) => setTimeout(r, 1)); return /^(\\w+\\s?)*$/.test('word '.repeat(12) + '!') || /^(a+)+$/.test('a'.repeat(40) + '!') }`,
  outcome: timesOut,
});
