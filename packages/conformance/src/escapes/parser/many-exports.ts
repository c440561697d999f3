import { gives } from '../../checks.js';
import { codelet } from '../attack.js';

export const manyExports = codelet({
  class: 'parser',
  name: 'two thousand exports',
  modelled_on: 'class: a table that grows',
  source: `${Array.from({ length: 2000 }, (_, n) => `export const e${n} = ${n};`).join('\n')} export const main = () => 'main'`,
  outcome: gives('main'),
});
