import { gives } from '../../checks.js';
import { codelet } from '../attack.js';

export const hashbang = codelet({
  class: 'parser',
  name: 'a hashbang on the first line',
  modelled_on: 'class: comments that only the start of a text has',
  source: `#!/usr/bin/env node
export const main = () => 1`,
  outcome: gives(1),
});
