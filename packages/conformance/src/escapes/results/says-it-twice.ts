import { all, gives, nextRunIsRight } from '../../checks.js';
import { codelet } from '../attack.js';

export const saysItTwice = codelet({
  class: 'results',
  name: 'an export that settles, throws late and settles again has one result',
  modelled_on: 'class: a second message after the last',
  source: `export const main = () => ({ then(resolve, reject) { resolve('first'); resolve('second'); reject(new Error('third')); queueMicrotask(() => { resolve('fourth'); throw new Error('late') }); throw new Error('fifth') } });`,
  outcome: all(gives('first'), nextRunIsRight),
});
