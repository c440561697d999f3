import { fails } from '../../checks.js';
import { codelet } from '../attack.js';

export const duplicateExports = codelet({
  class: 'parser',
  name: 'the same export twice',
  modelled_on: 'class: an object of exports',
  source: `export const main = () => 1; export { main }; `,
  outcome: fails('SYNTAX_ERROR'),
});
