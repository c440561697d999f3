import { codelet } from '../attack.js';
import { stopsOrFails } from '../outcomes.js';

export const timerFlood = codelet({
  class: 'denial-of-service',
  name: 'a flood of timers and intervals',
  modelled_on: 'class: timers are made by the service',
  needs: { time: 'loops' },
  options: { timeout_ms: 250 },
  source: `export const main = () => { for (let i = 0; i < 1e5; i += 1) { setTimeout(() => main(), 0); setInterval(() => main(), 1) } return new Promise(() => {}) }`,
  outcome: stopsOrFails,
});
