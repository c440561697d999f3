import { attack } from '../attack.js';

export const thrownAcrossTheService = attack({
  class: 'errors',
  name: 'guest errors thrown through functions of the service',
  modelled_on: 'class: vm2 issue 178, what is thrown through the bridge comes back unwrapped',
  attempt: `
    const throwers = [(e) => console.log({ get a() { throw e }, toString() { throw e } }), (e) => structuredClone({ get a() { throw e } }), (e) => new URL({ toString() { throw e } }), (e) => atob({ toString() { throw e } }), (e) => setTimeout(() => {}, { valueOf() { throw e } }), (e) => new TextDecoder({ toString() { throw e } }), (e) => granted.list.map(() => { throw e }), (e) => helpers.each?.([1], () => { throw e }), (e) => globalThis.Buffer?.from({ valueOf() { throw e } }), (e) => new URLSearchParams({ get a() { throw e } })];
    for (const thrown of [new Error('x'), () => 1, { __proto__: null }, Symbol.iterator, (f) => f.constructor, Object.create(Error.prototype)]) for (const f of throwers) { try { probe(f(thrown), 'answer') } catch (e) { probe(e, 'back'); if (typeof e === 'function') try { probe(e(console.log), 'its answer') } catch (x) { probe(x, 'x') } } }`,
});
