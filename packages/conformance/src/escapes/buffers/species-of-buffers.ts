import { attack } from '../attack.js';

export const speciesOfBuffers = attack({
  class: 'buffers',
  name: 'species of buffers and typed arrays',
  modelled_on: 'class: species constructors called by natives',
  attempt: `
    const spy = function (...args) { probe(this, 'this'); args.forEach((a) => probe(a, 'argument')); return new Uint8Array(8) };
    for (const make of [() => new Uint8Array(4), () => new ArrayBuffer(4), () => new TextEncoder().encode('abcd'), () => globalThis.Buffer?.from('abcd'), () => input.bytes].filter(Boolean)) { const v = make(); if (!v) continue; try { v.constructor = { [Symbol.species]: spy } } catch (e) { probe(e, 'refusal') } for (const m of ['slice', 'subarray', 'map', 'filter']) try { probe(v[m]?.((x) => x), m) } catch (e) { probe(e, m) } try { structuredClone(v) } catch (e) { probe(e, 'clone') } try { new TextDecoder().decode(v) } catch (e) { probe(e, 'decode') } }`,
});
