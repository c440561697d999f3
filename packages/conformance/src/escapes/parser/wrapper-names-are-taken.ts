import { gives } from '../../checks.js';
import { codelet } from '../attack.js';

export const wrapperNamesAreTaken = codelet({
  class: 'parser',
  name: 'a codelet that declares the names of the wrapper',
  modelled_on: 'class: names that clash',
  source: `const __deny = 1, __import = 2, __exports = 3, __default = 4, __arguments = 5, __codelet_define__ = 6; export default class {} export const main = async () => { let denied; try { process } catch (e) { denied = e.name } return [__deny + __import + __exports + __default + __arguments + __codelet_define__, denied, await import("fs").catch((e) => e.name)] }`,
  outcome: gives([21, 'PolicyViolation', 'PolicyViolation']),
});
