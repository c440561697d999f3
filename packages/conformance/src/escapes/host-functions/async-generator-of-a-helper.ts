import { attack } from '../attack.js';

export const asyncGeneratorOfAHelper = attack({
  class: 'host-functions',
  name: 'helpers that are handed generators, iterators and thenables',
  modelled_on: 'CVE-2026-45411, by way of what is handed in',
  attempt: `
    const odd = () => { const e = new Error(); e.name = Symbol(); return e.stack };
    const iterable = { [Symbol.iterator]: () => ({ next: odd, return(v) { probe(v, 'return'); return {} } }), [Symbol.asyncIterator]: () => ({ next: odd }), then: undefined };
    for (const f of [console.log, helpers.logger.info, ...Object.values(helpers), structuredClone, globalThis.Buffer?.from, URLSearchParams]) { if (typeof f !== 'function') continue; for (const value of [iterable, (function* () { try { yield odd() } finally { odd() } })(), (async function* () { yield odd() })(), { then: odd }, new Map([[iterable, iterable]])]) { try { const a = f(value); probe(a, 'answer'); await Promise.resolve(a).catch((e) => probe(e, 'rejection')) } catch (e) { probe(e, 'error') } } }`,
});
