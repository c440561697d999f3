import { gives } from '../../checks.js';
import { codelet } from '../attack.js';

export const exportsWithStrangeNames = codelet({
  class: 'parser',
  name: 'exports called __proto__, constructor, then and default',
  modelled_on: 'class: an object of exports',
  source: `const a = () => 'a'; export { a as __proto__, a as constructor, a as then, a as default, a as 'odd name', a as toString }; export const main = () => [Object.getPrototypeOf({}) === Object.prototype, typeof ({}).then]`,
  outcome: gives([true, 'undefined']),
});
