import { codelet } from '../attack.js';
import { timesOut } from '../outcomes.js';

export const spinningThenable = codelet({
  class: 'denial-of-service',
  name: 'a thenable that spins when it is awaited',
  modelled_on: 'class: the service awaits what the codelet returns',
  needs: { time: 'loops' },
  options: { timeout_ms: 150 },
  source: `export const main = () => ({ get then() { return function () { for (;;); } } })`,
  outcome: timesOut,
});
