import { attack } from '../attack.js';

export const promisesOfHelpers = attack({
  class: 'host-functions',
  name: 'promises that functions of the host answer: constructor, then, finally, species',
  modelled_on: 'GHSA-55hx-c926-fr95, GHSA-mpf8-4hx2-7cjg',
  attempt: `
    const promises = [];
    for (const helper of Object.values(helpers)) if (typeof helper === 'function') try { promises.push(helper(), helper({ __proto__: null })) } catch (e) { probe(e, 'error') }
    for (const p of promises) { if (typeof p?.then !== 'function') continue;
      probe(p, 'promise'); probe(p.constructor, 'constructor', true);
      const see = (v) => { probe(v, 'settled'); probe(v?.secret, 'secret'); probe(v?.inner, 'inner'); for (const key of Reflect.ownKeys(Object(v))) probe(v[key], String(key)) };
      try { await p.then(see, see) } catch (e) { see(e) } try { await p.catch(see) } catch (e) { see(e) } try { await p.finally(() => {}).then(see, see) } catch (e) { see(e) }
      try { see(await p) } catch (e) { see(e) }
      try { p.constructor = { [Symbol.species]: function (executor) { probe(executor, 'executor'); executor(see, see) } }; p.then(see, see) } catch (e) { see(e) }
      for (const way of ['all', 'race', 'any', 'allSettled']) await Promise[way]([p]).then(see, see);
    }`,
});
