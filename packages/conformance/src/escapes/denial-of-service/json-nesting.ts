import { codelet } from '../attack.js';
import { stopsOrFails } from '../outcomes.js';

export const jsonNesting = codelet({
  class: 'denial-of-service',
  name: 'JSON.parse of deeply nested text',
  modelled_on: 'class: a native call that no terminate() stops',
  needs: { time: 'always' },
  options: { timeout_ms: 250 },
  source: `export const main = () => { const t = '['.repeat(6e6) + ']'.repeat(6e6); for (;;) try { JSON.parse(t) } catch {} }`,
  outcome: stopsOrFails,
});
