import { codelet } from '../attack.js';
import { timesOut } from '../outcomes.js';

export const spinningGettersOfResults = codelet({
  class: 'denial-of-service',
  name: 'getters and thenables of the result that spin',
  modelled_on: 'class: the service reads what the codelet returns',
  needs: { time: 'loops' },
  options: { timeout_ms: 150 },
  source: `export const main = async () => ({ a: 1, get b() { return { get c() { for (;;); } } } })`,
  outcome: timesOut,
});
