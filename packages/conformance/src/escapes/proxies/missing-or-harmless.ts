import { attack } from '../attack.js';

export const missingOrHarmless = attack({
  class: 'proxies',
  name: 'whether there is a Proxy or not, none leads out',
  modelled_on: 'class: an engine that hides Proxy from its guests',
  attempt: `
    const P = globalThis.Proxy ?? (() => { try { return (() => {}).constructor('return Proxy')() } catch (e) { probe(e, 'denial') } })();
    probe(P, 'Proxy'); probe(globalThis.Reflect, 'Reflect'); probe(P?.revocable, 'revocable');
    if (P) { const p = new P(console.log, {}); probe(p, 'of a helper'); probe(p.constructor, 'constructor', true); const q = new P(input, { get: (t, k) => { probe(t, 'target'); return t[k] } }); probe(q.data, 'data'); console.log(q) }`,
});
