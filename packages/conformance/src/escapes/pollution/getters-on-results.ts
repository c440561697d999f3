import { gives } from '../../checks.js';
import { codelet } from '../attack.js';

export const gettersOnResults = codelet({
  class: 'pollution',
  name: 'getters, toPrimitive and toString of a result run inside, once, and their values are data',
  modelled_on: 'class: getters on return values',
  source: `export function main() {
  let reads = 0; const see = function () { probe(this, 'this'); try { probe(see.caller, 'caller') } catch (e) { probe(e, 'e') } };
  return { get a() { see(); reads += 1; return reads }, get b() { return { get c() { see.call(this); return verdict() } } } };
}`,
  probed: true,
  outcome: gives({ a: 1, b: { c: 'held' } }),
});
