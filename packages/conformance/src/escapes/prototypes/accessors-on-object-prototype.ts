import { attack } from '../attack.js';

export const accessorsOnObjectPrototype = attack({
  class: 'prototypes',
  name: 'accessors on Object.prototype for every word that a bridge reads',
  modelled_on: 'class: vm2 issue 178, getters of descriptors throw guest functions into the bridge',
  attempt: `
    const words = ['get', 'set', 'value', 'writable', 'configurable', 'enumerable', 'apply', 'construct', 'has', 'ownKeys', 'call', 'target', 'constructor', 'prototype', 'then', 'stack', 'name', 'message', 'cause', 'length', 'index', 'done', 'next', 'toJSON'];
    for (const p of [Object.prototype, Function.prototype, Array.prototype, Error.prototype]) for (const key of words) {
      try { Object.defineProperty(p, key, { __proto__: null, configurable: true, get() { probe(this, \`this of \${key}\`); return undefined }, set(v) { probe(v, \`set \${key}\`); probe(this, 'this') } }) } catch {}
    }
    for (const act of [() => console.log({ a: [1] }, input), () => helpers.logger.info(input), () => setTimeout(() => {}, 1), () => structuredClone(input), () => globalThis.Buffer?.from('x'), () => granted.list.x, () => 'x' in console.log, () => Object.keys(helpers), () => new console.log()]) { try { probe(act(), 'answer') } catch (e) { probe(e, 'error') } }`,
});
