import { attack } from '../attack.js';

export const speciesWithFrozenConstructor = attack({
  class: 'promises',
  name: 'a frozen constructor with a species',
  modelled_on: 'GHSA-qvjj-29qf-hp7p class: the reset of the species fails',
  attempt: `
    const odd = async () => { const e = new Error(); e.name = Symbol(); return e.stack };
    function Fake(executor) { probe(executor, 'executor'); executor((v) => probe(v, 'value'), (e) => probe(e, 'reason')) }
    for (const constructor of [Object.freeze({ [Symbol.species]: Fake }), Object.freeze(Object.assign(function () {}, { [Symbol.species]: Fake }))]) for (const how of [(p) => { p.constructor = constructor }, (p) => Object.defineProperty(p, 'constructor', { value: constructor }), (p) => Object.freeze(Object.assign(p, { constructor })), (p) => Object.setPrototypeOf(p, { constructor, __proto__: Promise.prototype })]) { const p = odd(); try { how(p); p.then(() => {}) } catch (e) { probe(e, 'refusal'); p.catch?.(() => {}) } }`,
});
