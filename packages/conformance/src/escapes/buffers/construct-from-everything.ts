import { attack } from '../attack.js';

export const constructFromEverything = attack({
  class: 'buffers',
  name: 'typed arrays and views made from values of the service',
  modelled_on: 'GHSA-6785-pvv7-mvg7 and class: natives that take array-likes',
  attempt: `
    const values = [input, helpers, console.log, granted.list, globalThis, { length: 3, get 0() { probe(this, 'this'); return 1 } }, { [Symbol.iterator]() { probe(this, 'this'); return [][Symbol.iterator]() } }, { buffer: new ArrayBuffer(1), get byteLength() { probe(this, 'this'); return 1 } }];
    for (const C of [Uint8Array, Float64Array, BigInt64Array, DataView, ArrayBuffer, globalThis.Buffer, Object.getPrototypeOf(Uint8Array)].filter(Boolean)) for (const v of values) for (const act of [() => new C(v), () => C.from(v), () => C.of(v), () => Reflect.construct(C, [v], Array), () => C.prototype.set?.call(new Uint8Array(4), v), () => C.prototype.slice?.call(v), () => C.concat?.([v]), () => C.isView?.(v)]) try { const made = act(); probe(made, 'made'); probe(made?.buffer, 'buffer') } catch (e) { probe(e, 'e') }`,
});
