import { attack } from '../attack.js';

export const objectStaticMethodsOnHelpers = attack({
  class: 'constructors',
  name: 'Object and Reflect functions that answer something new about helpers',
  modelled_on: 'CVE-2022-25893: look-ups on the prototype of WeakMap while the bridge works',
  attempt: `
    const seen = [];
    for (const C of [WeakMap, Map, Set]) for (const key of ['get', 'set', 'has', 'add']) if (C.prototype[key]) { const before = C.prototype[key]; C.prototype[key] = function (...args) { seen.push(this, ...args); return Reflect.apply(before, this, args) } }
    const o = {}; console.log(o, input); helpers.logger.info({ a: o }); try { globalThis.Buffer?.from([1]) } catch {} try { granted.list.map((x) => x) } catch {}
    for (const f of [Object.getOwnPropertyDescriptors, Object.entries, Object.assign.bind(null, {}), Object.isFrozen, Object.keys]) try { probe(f(helpers.logger), 'answer') } catch (e) { probe(e, 'e') }
    for (const value of seen) probe(value, 'seen by a patched map');`,
});
