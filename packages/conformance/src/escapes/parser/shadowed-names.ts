import { gives } from '../../checks.js';
import { codelet } from '../attack.js';

export const shadowedNames = codelet({
  class: 'parser',
  name: 'names of a host that are shadowed in every scope',
  modelled_on: 'class: free names that are not free',
  options: { input: undefined },
  source: `export function main(process = 1, { require = 2, ...global } = {}, [fetch = 3] = []) { class Buffer { static self = 4 } try { throw 5 } catch (window) { return [process, require, fetch, Buffer.self, window, (function module() { return typeof module })(), ((exports) => exports)(6), typeof global] } }`,
  outcome: gives([1, 2, 3, 4, 5, 'function', 6, 'object']),
});
