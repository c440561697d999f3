import { attack } from '../attack.js';

export const objectsOfWebassembly = attack({
  class: 'wasm',
  name: 'constructors, promises and errors of WebAssembly',
  modelled_on: 'CVE-2023-37903 class: natives that make objects of the host',
  attempt: `
    const W = globalThis.WebAssembly; probe(W, 'WebAssembly'); const empty = new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0]);
    for (const act of [() => new W.Module(empty), () => new W.Instance(new W.Module(empty)), () => new W.Memory({ initial: 1 }), () => new W.Memory({ initial: 1 }).buffer, () => new W.Table({ initial: 1, element: 'anyfunc' }), () => new W.Global({ value: 'i32' }), () => W.compile(empty), () => W.instantiate(empty), () => W.validate(1), () => new W.Module(1), () => new W.CompileError('x'), () => W.compileStreaming(1), () => W.promising, () => new W.Exception(W.JSTag, [1]), () => W.Module.exports(new W.Module(empty))]) try { const v = act(); probe(v, 'made'); await Promise.resolve(v).then((x) => probe(x, 'resolved'), (e) => probe(e, 'rejected')) } catch (e) { probe(e, 'e') }`,
});
