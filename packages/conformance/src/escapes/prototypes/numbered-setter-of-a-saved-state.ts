import { attack } from '../attack.js';

export const numberedSetterOfASavedState = attack({
  class: 'prototypes',
  name: 'the first number on Array.prototype, with a host function put into a list',
  modelled_on: 'GHSA-9qj6-qjgg-37qq',
  attempt: `
    const a = [];
    Object.defineProperty(Array.prototype, 0, { configurable: true, set(value) { try { a.f = globalThis.Buffer.prototype.inspect } catch { a.f = console.log } probe(value, 'value'); try { probe(value.arr.f, 'f'); probe(value.arr.f.constructor, 'constructor', true) } catch (e) { probe(e, 'e') } } });
    for (const act of [() => new globalThis.Buffer(a), () => console.log(a), () => helpers.logger.info(a), () => structuredClone(a)]) { try { act() } catch (e) { probe(e, 'error') } }`,
});
