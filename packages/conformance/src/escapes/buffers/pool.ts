import { attack } from '../attack.js';

export const pool = attack({
  class: 'buffers',
  name: 'the pool of Buffer shows other runs and the host',
  modelled_on: 'class: Buffer.allocUnsafe and the shared ArrayBuffer of small buffers',
  attempt: `
    const B = globalThis.Buffer; const views = [];
    for (const make of [() => B.allocUnsafe(100), () => B.from('x'), () => B.of(1), () => B.concat([B.from('a')]), () => B.allocUnsafeSlow(10), () => new B(5), () => new TextEncoder().encode('x'), () => crypto.getRandomValues(new Uint8Array(4)), () => structuredClone(new Uint8Array(4)), () => structuredClone(new Uint8Array(new ArrayBuffer(64), 8, 4))]) try { views.push(make()) } catch (e) { probe(e, 'e') }
    for (const v of views) { probe(v, 'view'); probe(v.buffer, 'buffer'); probe(v.parent, 'parent'); probe(v.buffer?.constructor, 'constructor', true) }`,
});
