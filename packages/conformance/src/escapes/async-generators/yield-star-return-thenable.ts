import { attack } from '../attack.js';

export const yieldStarReturnThenable = attack({
  class: 'async-generators',
  name: 'yield* whose return answers a thenable that throws',
  modelled_on: 'CVE-2026-45411 (GHSA-248r-7h7q-cr24)',
  attempt: `
    const odd = () => { const e = new Error(); e.name = Symbol(); return e.stack };
    async function* outer() { try { yield* { [Symbol.asyncIterator]() { return this }, next() { return { value: 1, done: false } }, return(v) { probe(v, 'return'); return { then() { odd(); null.x } } }, throw(e) { probe(e, 'throw'); return { then: odd } } } } catch (e) { probe(e, 'caught'); yield e } finally { } }
    for (const end of ['return', 'throw']) { const g = outer(); await g.next(); await soon(g[end]({ then: undefined }).then((r) => probe(r.value, 'value'), (e) => probe(e, 'reason'))); await soon(g.next().then((r) => probe(r.value, 'value'), (e) => probe(e, 'reason'))) }`,
});
