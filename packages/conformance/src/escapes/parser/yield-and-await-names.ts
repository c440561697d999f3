import { fails } from '../../checks.js';
import { codelet } from '../attack.js';

export const yieldAndAwaitNames = codelet({
  class: 'parser',
  name: 'await as a name',
  modelled_on: 'class: a module that is put into an async function',
  source: `const await = 1; export const main = () => await`,
  outcome: fails('SYNTAX_ERROR'),
});
