import { codelet } from '../attack.js';
import { timesOut } from '../outcomes.js';

export const neverSettles = codelet({
  class: 'denial-of-service',
  name: 'promises, top-level await and timers that never settle',
  modelled_on: 'class: nothing runs, and nothing comes',
  options: { timeout_ms: 150 },
  source: `await new Promise((r) => setTimeout(r, 1)); export const main = () => new Promise(() => {})`,
  outcome: timesOut,
});
