import { attack } from '../attack.js';

export const toPrimitiveAndTags = attack({
  class: 'symbols',
  name: 'Symbol.toPrimitive, toStringTag, iterator, species, match and isConcatSpreadable',
  modelled_on: 'class: well-known symbols that natives of the service look up',
  attempt: `
    const spy = (name) => ({ configurable: true, get() { probe(this, \`this of \${name}\`); return undefined } });
    for (const key of Reflect.ownKeys(Symbol).map((k) => Symbol[k]).filter((s) => typeof s === 'symbol')) for (const p of [Object.prototype, Function.prototype, Array.prototype, Map.prototype, Date.prototype, RegExp.prototype, Promise, Array, Map, Uint8Array.prototype]) try { Object.defineProperty(p, key, spy(String(key))) } catch (e) { probe(e, 'refusal') }
    const acts = [() => console.log({ a: 1 }, 'x %d', {}), () => structuredClone([new Map([[1, new Set([2])]]), new Date()]), () => setTimeout(() => {}, {}), () => new URL('http://a/?b'), () => new URLSearchParams({ a: 1 }), () => atob({}), () => granted.list.concat([1]), () => 'a'.replace('a', 'b'), () => [1].map((x) => x), () => Promise.resolve(1).then(() => 1), () => crypto.getRandomValues(new Uint8Array(1)), () => helpers.logger.warn(new Error('x'))];
    for (let index = 0; index < acts.length; index += 1) try { probe(acts[index](), 'answer') } catch (e) { probe(e, 'e') }`,
});
