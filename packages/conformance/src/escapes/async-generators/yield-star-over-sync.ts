import { attack } from '../attack.js';

export const yieldStarOverSync = attack({
  class: 'async-generators',
  name: 'yield* in an async generator over synchronous iterators of thenables',
  modelled_on: 'class: AsyncFromSyncIterator closes what it wraps',
  attempt: `
    const odd = () => { const e = new Error(); e.name = Symbol(); return e.stack };
    const rejecting = { then(_, reject) { probe(reject, 'reject'); reject(odd) } };
    for (const iterator of [{ next: () => ({ done: false, value: rejecting }), return(v) { probe(this, 'this'); return odd() } }, { next: odd }, { next: () => ({ get done() { return odd() } }) }, { next: () => ({ done: true, get value() { return { get then() { return odd() } } } }) }]) {
      const g = (async function* () { try { return yield* { [Symbol.iterator]: () => iterator } } catch (e) { probe(e, 'caught'); return e } })();
      for (const step of ['next', 'return', 'throw']) await soon(g[step](rejecting).then((r) => probe(r?.value, step), (e) => probe(e, step)));
    }`,
});
