import { fails } from '../../checks.js';
import { codelet } from '../attack.js';

export const newTargetOutside = codelet({
  class: 'parser',
  name: 'new.target outside of functions',
  modelled_on: 'class: a module that is put into a function',
  source: `const f = new.target; export const main = () => typeof f`,
  outcome: fails('SYNTAX_ERROR'),
});
