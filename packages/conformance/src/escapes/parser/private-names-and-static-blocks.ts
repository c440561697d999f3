import { gives } from '../../checks.js';
import { codelet } from '../attack.js';

export const privateNamesAndStaticBlocks = codelet({
  class: 'parser',
  name: 'private names, static blocks and accessors called like names of a host',
  modelled_on: 'class: names that are no uses',
  source: `class A { #process = 1; static require = 2; static { this.fetch = 3 } get module() { return this.#process } static has(o) { return #process in o } } export const main = () => [new A().module, A.require, A.fetch, A.has(new A())]`,
  outcome: gives([1, 2, 3, true]),
});
