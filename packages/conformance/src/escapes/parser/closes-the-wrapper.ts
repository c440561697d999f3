import { fails } from '../../checks.js';
import { codelet } from '../attack.js';

export const closesTheWrapper = codelet({
  class: 'parser',
  name: 'text that would close the wrapper',
  modelled_on: 'class: a module that is put into a function',
  source: `export const main = () => 1;
}); globalThis.escaped = 1; (async function () {`,
  outcome: fails('SYNTAX_ERROR'),
});
