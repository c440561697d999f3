import { codelet } from '../attack.js';
import { timesOut } from '../outcomes.js';

export const regexBacktracking = codelet({
  class: 'denial-of-service',
  name: 'patterns that backtrack, in test, replace, split and matchAll',
  modelled_on: 'class: one native call without an interrupt',
  needs: { time: 'loops' },
  options: { timeout_ms: 150 },
  source: `export const main = () => [/^(a+)+$/, /^(a|a)*$/, /(.*)*x/].map((p) => ('a'.repeat(40) + '!').replace(p, '') + ('a'.repeat(40) + '!').split(p) + [...('a'.repeat(40) + '!').matchAll(new RegExp(p, 'g'))])`,
  outcome: timesOut,
});
