import { attack } from '../attack.js';

export const methodsOnOtherReceivers = attack({
  class: 'async-generators',
  name: 'generator methods on other receivers and stolen prototypes',
  modelled_on: 'class: intrinsics of async generators',
  attempt: `
    const A = Object.getPrototypeOf(async function* () {}), P = A.prototype; probe(A, 'AsyncGeneratorFunction.prototype'); probe(A.constructor, 'constructor', true); probe(P, 'prototype'); probe(Object.getPrototypeOf(P), '%AsyncIteratorPrototype%');
    for (const self of [{}, (function* () {})(), console.log, helpers, null]) for (const key of ['next', 'return', 'throw']) { try { await P[key].call(self, { then(r) { probe(r, 'r'); r() } }) } catch (e) { probe(e, key) } }
    P.next = function (...a) { probe(this, 'this'); a.forEach((v) => probe(v, 'a')); return { then(r) { probe(r, 'resolve'); r({ done: true }) } } }; for await (const x of (async function* () { yield 1 })()) probe(x); Object.getPrototypeOf(P)[Symbol.asyncIterator] = function () { probe(this, 'this'); return { next: () => ({ done: true }) } }; for await (const x of (async function* () {})()) probe(x);`,
});
