import { attack } from '../attack.js';

export const tagCatchesErrors = attack({
  class: 'wasm',
  name: 'a module that catches exceptions by WebAssembly.JSTag',
  modelled_on: 'GHSA-ffh4-j6h5-pg66',
  attempt: `
    const W = globalThis.WebAssembly; if (!W) return;
    // (import "e" "f" (func)) (import "e" "t" (tag (param externref)))
    // (func (export "c") (result externref) (block (result externref) (try_table (catch 1 0) (call 0)) (unreachable)))
    const section = (id, ...bytes) => [id, bytes.length, ...bytes], text = (s) => [s.length, ...[...s].map((c) => c.charCodeAt(0))];
    const module = new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0,
      ...section(1, 3, 96, 0, 0, 96, 0, 1, 111, 96, 1, 111, 0),
      ...section(2, 2, ...text('e'), ...text('f'), 0, 0, ...text('e'), ...text('t'), 4, 0, 2),
      ...section(3, 1, 1), ...section(7, 1, ...text('c'), 0, 1),
      ...section(10, 1, 15, 0, 2, 111, 31, 64, 1, 0, 0, 0, 16, 0, 11, 0, 11, 11)]);
    const odd = new Error('x'); odd.name = Symbol();
    for (const f of [() => odd.stack, () => { const r = () => { r() }; r() }, () => console.log({ get a() { null.x } })]) { try { const made = new W.Instance(new W.Module(module), { e: { f, t: W.JSTag } }); probe(made.exports.c(), 'caught') } catch (e) { probe(e, 'e') } }`,
});
