import { codelet } from '../attack.js';
import { stopsOrFails } from '../outcomes.js';

export const bigints = codelet({
  class: 'denial-of-service',
  name: 'BigInt powers and their text',
  modelled_on: 'class: a native call that no terminate() stops',
  needs: { time: 'always' },
  options: { timeout_ms: 200 },
  source: `export const main = () => { let n = 3n; for (;;) { n = n ** 5n; try { String(n).length } catch {} } }`,
  outcome: stopsOrFails,
});
