import { fails } from '../../checks.js';
import { codelet } from '../attack.js';

export const closesTheWrapperInPieces = codelet({
  class: 'parser',
  name: 'brackets that close more than was opened',
  modelled_on: 'class: a module that is put into a function',
  source: `}}})})(); export const main = () => 1`,
  outcome: fails('SYNTAX_ERROR'),
});
