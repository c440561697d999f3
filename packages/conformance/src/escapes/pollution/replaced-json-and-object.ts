import { all, gives, nextRunIsRight } from '../../checks.js';
import { codelet } from '../attack.js';

export const replacedJsonAndObject = codelet({
  class: 'pollution',
  name: 'JSON, Object, Reflect and Array are replaced by forgers',
  modelled_on: 'class: captured intrinsics',
  source: `export async function main(input) {
  const forge = () => '{"t":"done","value":"=\\\\"forged\\\\""}';
  for (const o of [JSON, Object, Reflect, Array, Array.prototype, String.prototype, Map.prototype, WeakMap.prototype, Set.prototype, Promise, Function.prototype, Number, Math, Symbol, Date.prototype]) for (const key of Reflect.ownKeys(o)) { if (key === 'constructor' || key === 'defineProperty') continue; try { if (typeof o[key] === 'function') o[key] = forge } catch {} }
  return { right: [1, { b: 2 }] };
}`,
  outcome: all(gives({ right: [1, { b: 2 }] }), nextRunIsRight),
});
