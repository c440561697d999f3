import { attack } from '../attack.js';

export const prepareStackTraceAsync = attack({
  class: 'errors',
  name: 'prepareStackTrace that fails, in an async function',
  modelled_on: 'CVE-2023-29017',
  attempt: `
    try { Error.prepareStackTrace = (e, sites) => { probe(sites, 'sites'); for (const site of sites ?? []) { probe(site, 'site'); for (const m of ['getThis', 'getFunction']) try { probe(site[m]?.(), m) } catch (x) { probe(x, m) } } sites.constructor.constructor.nothing.x; return '' } } catch (e) { probe(e, 'refusal') }
    const f = async () => { (function stack() { new Error().stack; null.x })() };
    await f().catch((e) => { probe(e, 'rejection'); void e.stack });
    await Promise.resolve().then(() => new Error().stack).catch((e) => probe(e, 'then'));
    await import('nothing').catch((e) => { probe(e, 'import'); void e.stack });`,
});
