import { codelet } from '../attack.js';
import { timesOut } from '../outcomes.js';

export const loopInTheModule = codelet({
  class: 'denial-of-service',
  name: "a loop in the module's own code",
  modelled_on: 'class: code that runs before the export is called',
  needs: { time: 'loops' },
  options: { timeout_ms: 150 },
  source: `for (;;); export const main = () => 1`,
  outcome: timesOut,
});
