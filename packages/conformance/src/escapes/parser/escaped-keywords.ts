import { fails } from '../../checks.js';
import { codelet } from '../attack.js';

export const escapedKeywords = codelet({
  class: 'parser',
  name: 'keywords with escapes',
  modelled_on: 'class: a parser that unescapes too early',
  source: `\\u0065xport const main = () => 1`,
  outcome: fails('SYNTAX_ERROR'),
});
