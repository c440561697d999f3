import { codelet } from '../attack.js';
import { timesOut } from '../outcomes.js';

export const spinningError = codelet({
  class: 'denial-of-service',
  name: 'an error whose message, stack, cause and toString spin',
  modelled_on: 'class: the service reads what the codelet throws',
  needs: { time: 'loops' },
  options: { timeout_ms: 150 },
  source: `export function main() { const spin = { get() { for (;;); } }; throw Object.defineProperties(new Error(), { message: spin, stack: spin, cause: spin, name: spin, code: spin }) }`,
  outcome: timesOut,
});
