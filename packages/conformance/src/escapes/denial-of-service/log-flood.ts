import { all } from '../../checks.js';
import { codelet } from '../attack.js';
import { timesOut } from '../outcomes.js';

export const logFlood = codelet({
  class: 'denial-of-service',
  name: 'a flood of logs of every size',
  modelled_on: 'class: lines are told to the service',
  needs: { time: 'loops' },
  options: { timeout_ms: 250 },
  source: `export function main() { for (let i = 0; ; i += 1) { console.log('x'.repeat(i % 70000)); console.error({ i, a: [i] }) } }`,
  outcome: all(timesOut, ({ logs, logs_dropped }, { expect }) => {
    expect(logs.length).toBeLessThanOrEqual(100);
    expect(logs_dropped).toBeGreaterThan(0);
  }),
});
