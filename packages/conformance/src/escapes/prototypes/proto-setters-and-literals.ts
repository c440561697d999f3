import { gives } from '../../checks.js';
import { codelet } from '../attack.js';

export const protoSettersAndLiterals = codelet({
  class: 'prototypes',
  name: '__proto__ as accessor, literal, JSON key and class heritage',
  modelled_on: 'CVE-2021-23449: prototype pollution of what the host reads',
  source: `export function main(input) {
  const parsed = JSON.parse('{"__proto__": {"polluted": 1}, "constructor": {"prototype": {"polluted": 1}}}');
  Object.assign({}, parsed); structuredClone(parsed);
  const literal = { __proto__: null };
  return ['polluted' in {}, Object.getPrototypeOf(literal) === null, typeof {}.polluted, typeof ({}).__proto__];
}`,
  outcome: gives([false, true, 'undefined', 'undefined']),
});
