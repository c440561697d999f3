import { attack } from '../attack.js';

export const speciesGetterThatChanges = attack({
  class: 'promises',
  name: 'a species and a constructor that are harmless when they are checked',
  modelled_on: 'GHSA-qvjj-29qf-hp7p: time of check, time of use',
  attempt: `
    const odd = async () => { const e = new Error(); e.name = Symbol(); return e.stack };
    function Fake(executor) { probe(executor, 'executor'); executor((v) => probe(v, 'value'), (e) => probe(e, 'reason')) }
    for (let safe = 0; safe < 4; safe += 1) {
      let left = safe; const p = odd(); p.constructor = { get [Symbol.species]() { left -= 1; return left >= 0 ? Promise : Fake } }; try { p.then() } catch (e) { probe(e, 'refusal') }
      let more = safe; const q = odd(); Object.defineProperty(q, 'constructor', { get() { more -= 1; return more >= 0 ? Promise : { [Symbol.species]: Fake } } }); try { q.then() } catch (e) { probe(e, 'refusal') }
    }`,
});
