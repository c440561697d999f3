import { codelet } from '../attack.js';
import { stopsOrFails } from '../outcomes.js';

export const sparseReverse = codelet({
  class: 'denial-of-service',
  name: 'reverse, sort and indexOf of the longest sparse list',
  modelled_on: 'class: a native call that no terminate() stops',
  needs: { time: 'always' },
  options: { timeout_ms: 200 },
  source: `export const main = () => { const a = []; a.length = 2 ** 32 - 1; a[7] = 1; a.reverse(); a.sort(); return Array.prototype.indexOf.call({ length: 2 ** 53 - 1 }, 1) }`,
  outcome: stopsOrFails,
});
