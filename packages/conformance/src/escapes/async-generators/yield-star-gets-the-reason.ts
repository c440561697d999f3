import { attack } from '../attack.js';
import { heldOrStopped } from '../outcomes.js';

export const yieldStarGetsTheReason = attack({
  class: 'async-generators',
  name: "return() of a generator in yield* hands the reason to the delegate's throw",
  modelled_on: 'CVE-2026-45411 (GHSA-248r-7h7q-cr24)',
  options: { timeout_ms: 600 },
  attempt: `
    const symbol = () => { const e = new Error(); e.name = Symbol(); return e.stack };
    const ends = [symbol, () => { const dive = () => { dive(globalThis.Buffer?.from([1]) ?? console.log()) }; dive() }, () => { const dive = () => { helpers.logger.info(); dive() }; dive() }, () => { const dive = () => { Reflect.apply(dive, {}, []); }; dive() }, () => { throw console.log }];
    for (const end of ends) {
      async function* g() { yield* { [Symbol.asyncIterator]() { return this }, next: () => ({ value: 1, done: false }), throw(e) { probe(e, 'throw'); return { done: true } }, return(v) { probe(v, 'return'); return { done: true } } } }
      for (const value of [{ then: end }, { get then() { return end() } }]) { const made = g(); await made.next(); await soon(made.return(value).then((r) => probe(r, 'r'), (e) => probe(e, 'e'))) }
    }`,
  outcome: heldOrStopped,
});
