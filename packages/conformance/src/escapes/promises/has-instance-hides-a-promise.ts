import { attack } from '../attack.js';

export const hasInstanceHidesAPromise = attack({
  class: 'promises',
  name: 'Symbol.hasInstance says that nothing is a promise',
  modelled_on: 'GHSA-qvjj-29qf-hp7p',
  attempt: `
    const odd = async () => { const e = new Error(); e.name = Symbol(); return e.stack };
    function Fake(executor) { probe(executor, 'executor'); executor((v) => probe(v, 'value'), (e) => probe(e, 'reason')) }
    for (const C of [Promise, Object.getPrototypeOf(Promise), Object.getPrototypeOf(odd()).constructor]) try { Object.defineProperty(C, Symbol.hasInstance, { value: () => false }) } catch (e) { probe(e, 'refusal') }
    const p = odd(); p.constructor = { [Symbol.species]: Fake }; try { p.then() } catch (e) { probe(e, 'refusal') }`,
});
