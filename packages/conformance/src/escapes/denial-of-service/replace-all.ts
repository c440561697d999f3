import { codelet } from '../attack.js';
import { stopsOrFails } from '../outcomes.js';

export const replaceAll = codelet({
  class: 'denial-of-service',
  name: 'replaceAll, split and padding that explode',
  modelled_on: 'class: a native call that no terminate() stops',
  needs: { time: 'always' },
  options: { timeout_ms: 250 },
  source: `export const main = () => { for (;;) try { 'ab'.repeat(2 ** 26).replaceAll('a', 'bb').split('').length } catch {} }`,
  outcome: stopsOrFails,
});
