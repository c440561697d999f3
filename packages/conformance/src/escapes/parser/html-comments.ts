import { fails } from '../../checks.js';
import { codelet } from '../attack.js';

export const htmlComments = codelet({
  class: 'parser',
  name: 'HTML-like comments',
  modelled_on: 'class: Annex B, which modules do not have',
  source: `export const main = () => { let x = 2; let y = 1
<!-- throw 1
--> throw 2
return y }`,
  outcome: fails('SYNTAX_ERROR'),
});
