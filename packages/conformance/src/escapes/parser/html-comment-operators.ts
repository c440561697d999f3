import { gives } from '../../checks.js';
import { codelet } from '../attack.js';

export const htmlCommentOperators = codelet({
  class: 'parser',
  name: 'x<!--y and x-->0 are operators in a module',
  modelled_on: 'class: Annex B of the language',
  source: `export const main = () => { let x = 3, y = 2, n = 0; while (x-->0) n += 1; return [n, 3<!--y] }`,
  outcome: gives([3, false]),
});
