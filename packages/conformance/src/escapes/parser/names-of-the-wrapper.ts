import { gives } from '../../checks.js';
import { codelet } from '../attack.js';

export const namesOfTheWrapper = codelet({
  class: 'parser',
  name: 'names of the wrapper and of vm2',
  modelled_on: 'GHSA-2cm2-m3w5-gp2f',
  source: `const names = ['__codelet_define__', '__deny', '__import', '__exports', '__default', '__arguments', 'VM2_INTERNAL_STATE_DO_NOT_USE_OR_PROGRAM_WILL_FAIL', 'deliver', 'post', 'prelude', '__defined'];
export const main = () => [typeof __deny, typeof __import, typeof __exports, typeof __codelet_define__, names.filter((name) => name in globalThis || globalThis[name] !== undefined)]`,
  outcome: gives(['undefined', 'undefined', 'undefined', 'undefined', []]),
});
