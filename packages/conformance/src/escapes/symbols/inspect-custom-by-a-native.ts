import { attack } from '../attack.js';

export const inspectCustomByANative = attack({
  class: 'symbols',
  name: 'a native that inspects what it refuses',
  modelled_on: 'CVE-2023-37903: WebAssembly.compileStreaming shows its argument',
  attempt: `
    const custom = Symbol.for('nodejs.util.inspect.custom'); const spy = (...args) => { args.forEach((a, i) => { probe(a, \`argument \${i}\`); if (typeof a === 'function') probe(a.constructor, 'constructor', true) }); return 'x' };
    const o = { [custom]: spy, valueOf: undefined, constructor: undefined };
    const W = globalThis.WebAssembly; for (const key of ['compileStreaming', 'instantiateStreaming', 'compile', 'instantiate', 'validate']) try { await soon(Promise.resolve(W?.[key]?.(o)).catch((e) => probe(e, key))) } catch (e) { probe(e, key) }
    for (const f of [URL, TextDecoder, AbortSignal.timeout, atob, crypto.getRandomValues, globalThis.Buffer?.from, globalThis.Buffer?.alloc].filter(Boolean)) { try { f(o) } catch (e) { probe(e, 'e') } try { new f(o) } catch (e) { probe(e, 'e') } }
    for (const at of [globalThis.Buffer?.prototype, console.log, URL.prototype, input]) { if (!at) continue; for (let p = at; p; p = Object.getPrototypeOf(p)) for (const key of Object.getOwnPropertySymbols(p)) { const q = {}; try { q[key] = spy; console.log(q); W?.compileStreaming?.(q)?.catch?.(() => {}) } catch (e) { probe(e, 'e') } } } await soon(new Promise(() => {}));`,
});
