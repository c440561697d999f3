import { gives } from '../../checks.js';
import { codelet } from '../attack.js';

export const lineCommentAtTheEnd = codelet({
  class: 'parser',
  name: 'a line comment as the last thing',
  modelled_on: 'class: the wrapper ends on the same line',
  source: `export const main = () => 1 // })`,
  outcome: gives(1),
});
