import { codelet } from '../attack.js';
import { timesOut } from '../outcomes.js';

export const exhaustedStacks = codelet({
  class: 'denial-of-service',
  name: 'stacks that are formatted at the end of the stack, again and again',
  modelled_on: 'class: formatting takes seconds of CPU',
  needs: { time: 'loops' },
  options: { timeout_ms: 200 },
  source: `export function main() { for (;;) { const f = () => { new Error().stack; f() }; try { f() } catch (e) { String(e.stack) } } }`,
  outcome: timesOut,
});
