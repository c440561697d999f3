import { fails } from '../../checks.js';
import { codelet } from '../attack.js';

export const escapedImport = codelet({
  class: 'parser',
  name: 'import() with an escape',
  modelled_on: 'class: a parser that unescapes too early',
  source: `export const main = () => im\\u0070ort("fs")`,
  outcome: fails('SYNTAX_ERROR'),
});
