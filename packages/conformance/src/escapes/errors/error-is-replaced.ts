import { attack } from '../attack.js';

export const errorIsReplaced = attack({
  class: 'errors',
  name: 'the global Error is replaced by an object with prepareStackTrace',
  modelled_on: 'CVE-2022-36067',
  attempt: `
    const before = Error; let sites;
    try { globalThis.Error = { prepareStackTrace: (e, s) => { sites = s; return s } } } catch (e) { probe(e, 'refusal') }
    for (const make of [() => { null.x }, () => new before('x'), () => { before.captureStackTrace({}) }, () => nowhere, () => new Array(-1)]) { try { const e = make(); void e?.stack } catch (e) { void e.stack; for (const site of [sites ?? []].flat()) { probe(site, 'site'); try { probe(site.getThis?.(), 'this') } catch {} } } }
    for (const site of [sites ?? []].flat()) probe(site, 'site');`,
});
