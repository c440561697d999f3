import { fails } from '../../checks.js';
import { codelet } from '../attack.js';

export const hashbangLater = codelet({
  class: 'parser',
  name: 'a hashbang that is not at the start',
  modelled_on: 'class: comments that only the start of a text has',
  source: ` #!/usr/bin/env node
export const main = () => 1`,
  outcome: fails('SYNTAX_ERROR'),
});
