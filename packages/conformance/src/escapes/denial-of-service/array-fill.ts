import { codelet } from '../attack.js';
import { stopsOrFails } from '../outcomes.js';

export const arrayFill = codelet({
  class: 'denial-of-service',
  name: 'Array(1e9).fill(0)',
  modelled_on: 'class: a native call that no terminate() stops',
  needs: { time: 'always' },
  options: { timeout_ms: 200 },
  source: `export const main = () => Array(1e9).fill(0).length`,
  outcome: stopsOrFails,
});
