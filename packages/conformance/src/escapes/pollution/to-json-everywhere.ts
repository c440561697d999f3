import { all, gives, nextRunIsRight } from '../../checks.js';
import { codelet } from '../attack.js';

export const toJsonEverywhere = codelet({
  class: 'pollution',
  name: 'toJSON on every prototype forges no message',
  modelled_on: 'class: the serialiser asks what the codelet replaced',
  source: `export function main() {
  for (const C of [Object, Array, String, Number, Boolean, BigInt, Symbol, Function, Date, Map, Error]) C.prototype.toJSON = function () { return { t: 'done', value: '="forged"', ok: true } };
  console.log({ a: 1 }); return { a: [1, 'x', null] };
}`,
  outcome: all(gives({ a: [1, 'x', null] }), nextRunIsRight),
});
