import { attack } from '../attack.js';

export const staticsAreStolen = attack({
  class: 'promises',
  name: 'Promise.all, race, any, allSettled, try and withResolvers on another constructor',
  modelled_on: "GHSA-99p7-6v5w-7xg8 and others: static methods of the host's promise",
  attempt: `
    const odd = () => { const e = new Error(); e.name = Symbol(); return e.stack };
    for (const name of ['all', 'race', 'any', 'allSettled', 'try', 'withResolvers', 'resolve', 'reject']) for (const source of [Promise, Object.getPrototypeOf(Promise)]) {
      const f = source[name]; if (typeof f !== 'function') continue;
      function Fake(executor) { probe(executor, 'executor'); try { executor((v) => probe(v, 'value'), (e) => { probe(e, 'reason'); probe(e?.errors, 'errors') }) } catch (e) { probe(e, 'e') } }
      Fake.resolve = (v) => ({ then(a, b) { probe(a, 'a'); probe(b, 'b'); odd() } }); Fake.made = f;
      for (const value of [{ [Symbol.iterator]: odd }, [1], odd, { get [Symbol.iterator]() { return odd() } }]) { try { probe(Fake.made(value), 'answer') } catch (e) { probe(e, 'error') } }
    }`,
});
