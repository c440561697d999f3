import { attack } from '../attack.js';

export const symbolNameInAsyncFunction = attack({
  class: 'errors',
  name: 'a stack that cannot be formatted, in an async function',
  modelled_on: 'CVE-2023-29017: rejections of async functions are not sanitised',
  attempt: `
    const odd = async () => { const e = new Error(); e.name = Symbol(); return e.stack };
    await odd().catch((e) => probe(e, 'rejection'));
    await odd().then(undefined, (e) => probe(e, 'rejection'));
    try { await odd() } catch (e) { probe(e, 'awaited') }
    for (const way of ['all', 'any', 'race', 'allSettled']) { try { const got = await Promise[way]([odd()]); probe(got[0]?.reason, 'reason') } catch (e) { probe(e, way); probe(e.errors?.[0], 'errors') } }
    await (async () => { throw await odd().catch((e) => e) })().catch((e) => probe(e, 'rethrown'));`,
});
