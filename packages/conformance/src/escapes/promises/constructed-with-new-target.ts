import { attack } from '../attack.js';

export const constructedWithNewTarget = attack({
  class: 'promises',
  name: 'a promise made by Reflect.construct with another new.target',
  modelled_on: 'class: vm2 category 7, instanceof is bypassed',
  attempt: `
    const odd = () => { const e = new Error(); e.name = Symbol(); return e.stack };
    function Fake(executor) { probe(executor, 'executor'); executor((v) => probe(v, 'value'), (e) => probe(e, 'reason')) }
    Fake[Symbol.species] = Fake;
    for (const target of [Fake, function () {}, Object, class extends Promise {}]) { try { const p = Reflect.construct(Promise, [odd], target); probe(p, 'made'); p.then ??= Promise.prototype.then; p.constructor = Fake; p.then() } catch (e) { probe(e, 'refusal') } }
    for (const executor of [odd, (a, b) => { probe(a, 'resolve'); probe(b, 'reject'); odd() }]) { const p = new Promise(executor); p.catch((e) => probe(e, 'reason')); await soon(p.then(() => {}, (e) => probe(e, 'reason'))) }`,
});
