import { fails } from '../../checks.js';
import { codelet } from '../attack.js';

export const awaitAndReturnOutside = codelet({
  class: 'parser',
  name: 'return, yield and new.target outside of functions',
  modelled_on: 'class: a module that is put into a function',
  source: `return 1; export const main = () => 1`,
  outcome: fails('SYNTAX_ERROR'),
});
