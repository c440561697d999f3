import { gives } from '../../checks.js';
import { codelet } from '../attack.js';

export const labelsAndBlocks = codelet({
  class: 'parser',
  name: 'labels, blocks and object literals that look alike',
  modelled_on: 'class: names that are no uses',
  source: `export const main = () => { process: { require: for (const x of [1]) { if (x) continue require; break process } } { const fetch = 1; ({ module: fetch }) } return { process: 1, require() { return this.process } }.require() }`,
  outcome: gives(1),
});
