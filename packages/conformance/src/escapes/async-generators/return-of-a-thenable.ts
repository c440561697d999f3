import { attack } from '../attack.js';
import { heldOrStopped } from '../outcomes.js';

export const returnOfAThenable = attack({
  class: 'async-generators',
  name: 'return() with a thenable whose then overflows the stack',
  modelled_on: 'CVE-2026-45411 (GHSA-248r-7h7q-cr24)',
  // Node 20 formats an error at the end of the stack with an error of its own realm.
  needs: { boundary: true },
  options: { timeout_ms: 600 },
  attempt: `
    const overflow = () => { const r = () => { new Error().stack; r() }; r() };
    const symbol = () => { const e = new Error(); e.name = Symbol(); return e.stack };
    async function* inner() { try { yield 1 } catch (e) { probe(e, 'inner'); yield e } }
    async function* star() { try { yield* inner() } catch (e) { probe(e, 'star'); yield e } }
    for (const make of [inner, star]) for (const then of [symbol, overflow]) for (const value of [{ then }, { get then() { return then() } }]) { const g = make(); await g.next(); for (const step of ['return', 'throw', 'next']) await soon(g[step](value).then((r) => probe(r?.value, step), (e) => probe(e, step))) }`,
  outcome: heldOrStopped,
});
