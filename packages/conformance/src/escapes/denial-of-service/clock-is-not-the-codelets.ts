import { codelet } from '../attack.js';
import { timesOut } from '../outcomes.js';

export const clockIsNotTheCodelets = codelet({
  class: 'denial-of-service',
  name: 'a forged clock, timers and thenables move no deadline',
  modelled_on: 'class: the deadline belongs to trusted code',
  needs: { time: 'loops' },
  options: { timeout_ms: 150 },
  source: `export async function main() { Date.now = () => 0; for (const f of [() => { setTimeout = () => {} }, () => { performance.now = () => 0 }, () => { clearTimeout(1); for (let i = 0; i < 1000; i += 1) { clearTimeout(i); clearInterval(i) } }]) try { f() } catch {} for (;;) await null }`,
  outcome: timesOut,
});
