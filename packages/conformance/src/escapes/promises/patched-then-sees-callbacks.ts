import { attack } from '../attack.js';

export const patchedThenSeesCallbacks = attack({
  class: 'promises',
  name: 'a patched then, catch and finally see who listens',
  modelled_on: 'GHSA-99p7-6v5w-7xg8 (CVE-2026-22709)',
  attempt: `
    for (let proto = Promise.prototype; proto && proto !== Object.prototype; proto = Object.getPrototypeOf(proto)) for (const key of ['then', 'catch', 'finally']) { const before = proto[key]; try { proto[key] = function (...callbacks) { for (const c of callbacks) { probe(c, 'callback'); try { probe(c?.({ then() {} }), 'its answer') } catch (e) { probe(e, 'its error') } } return Reflect.apply(before, this, callbacks) } } catch (e) { probe(e, 'refusal') } }
    queueMicrotask(() => {}); setTimeout(() => {}, 1); await null; await { then(resolve, reject) { probe(resolve, 'resolve'); probe(reject, 'reject'); resolve() } }; await (async () => {})(); await import('fs').catch((e) => probe(e, 'import'));
    for (const helper of Object.values(helpers)) if (typeof helper === 'function') await Promise.resolve(helper()).catch((e) => probe(e, 'e'));`,
});
