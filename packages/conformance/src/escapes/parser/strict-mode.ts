import { fails } from '../../checks.js';
import { codelet } from '../attack.js';

export const strictMode = codelet({
  class: 'parser',
  name: 'with, octals, delete and arguments.callee are refused or strict',
  modelled_on: 'class: sloppy mode leads to callers and to the global object',
  source: `export const main = () => { with ({}) { return 1 } }`,
  outcome: fails('SYNTAX_ERROR'),
});
