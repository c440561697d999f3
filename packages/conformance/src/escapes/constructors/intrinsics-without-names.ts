import { attack } from '../attack.js';

export const intrinsicsWithoutNames = attack({
  class: 'constructors',
  name: 'prototypes that only syntax reaches',
  modelled_on:
    'class: intrinsics that a wrapper forgets (iterators, async iterators, generators, TypedArray)',
  attempt: `
    const made = [[][Symbol.iterator](), ''[Symbol.iterator](), new Map().entries(), new Set().values(), 'a'.matchAll(/a/g), (function* () {})(), (async function* () {})(), (async () => {})(), Object.getPrototypeOf(Uint8Array), Reflect, Math, JSON, Symbol.iterator, Object(1n), Object(Symbol()), new WeakMap(), new Date(), /x/, (function () { return arguments })(), globalThis.Iterator?.from?.([1]), globalThis.Intl && new Intl.NumberFormat()];
    for (const value of made) { let at = value; for (let steps = 0; at !== null && at !== undefined && steps < 6; steps += 1) { probe(at, 'chain'); probe(at.constructor, 'constructor'); at = Object.getPrototypeOf(at) } }`,
});
