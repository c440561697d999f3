import { all, fails, nextRunIsRight } from '../../checks.js';
import { codelet } from '../attack.js';

export const groupsOfOneName = codelet({
  class: 'parser',
  name: 'groups of one name in a thousand others are not compared with each other',
  modelled_on: 'class: a short source whose check takes long, in the thread of the service',
  source: `export const main = () => /${'('.repeat(900)}${'(((?<a>)))|'.repeat(90)}${'(((?<\\u{0061}>)))|'.repeat(60)}(?<a>)${')'.repeat(900)}/`,
  outcome: all(fails('SYNTAX_ERROR'), nextRunIsRight),
});
