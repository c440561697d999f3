import { attack } from '../attack.js';

export const realSymbolsBySpreadAndDescriptors = attack({
  class: 'symbols',
  name: 'symbols of the host taken from objects by spread, assign and descriptors',
  modelled_on: 'GHSA-47x8-96vw-5wg6',
  attempt: `
    const spy = function (...args) { probe(this, 'this'); args.forEach((a, i) => { probe(a, \`argument \${i}\`); if (typeof a === 'function') probe(a.constructor, 'constructor', true) }); return 'x' };
    const sources = [globalThis.Buffer?.prototype, globalThis.Buffer, console, console.log, helpers.logger, URL.prototype, URLSearchParams.prototype, EventTarget.prototype, AbortSignal.prototype, TextDecoder.prototype, setTimeout, input, globalThis.performance, globalThis].filter(Boolean);
    const found = new Set(); for (const s of sources) for (const take of [() => Object.getOwnPropertySymbols(s), () => Reflect.ownKeys(s), () => Reflect.ownKeys({ ...s }), () => Reflect.ownKeys(Object.assign({}, s)), () => Reflect.ownKeys(Object.getOwnPropertyDescriptors(s)), () => { const { ...rest } = s; return Reflect.ownKeys(rest) }]) { try { for (const key of take()) if (typeof key === 'symbol') found.add(key) } catch (e) { probe(e, 'e') } }
    for (const key of found) for (const o of [{ [key]: spy }, Object.assign(() => 1, { [key]: spy })]) { try { console.log(o); structuredClone(o) } catch (e) { probe(e, 'e') } try { globalThis.WebAssembly?.compileStreaming?.(o)?.catch?.(() => {}) } catch (e) { probe(e, 'e') } try { globalThis.Buffer?.from(o) } catch (e) { probe(e, 'e') } }
    await soon(new Promise(() => {}));`,
});
