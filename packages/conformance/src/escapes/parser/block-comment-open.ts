import { fails } from '../../checks.js';
import { codelet } from '../attack.js';

export const blockCommentOpen = codelet({
  class: 'parser',
  name: 'a comment that is not closed',
  modelled_on: 'class: the wrapper is commented away',
  source: `export const main = () => 1 /* `,
  outcome: fails('SYNTAX_ERROR'),
});
