import { attack } from '../attack.js';

export const finallyAndSpeciesInAwait = attack({
  class: 'promises',
  name: 'await of promises with an own constructor, then or prototype',
  modelled_on: 'class: PromiseResolve asks a promise for its constructor',
  attempt: `
    const seen = (...values) => values.forEach((v) => probe(v, 'seen'));
    for (const change of [(p) => Object.defineProperty(p, 'constructor', { get() { seen(this); return Promise } }), (p) => Object.defineProperty(p, 'constructor', { get() { throw console.log } }), (p) => { p.then = function (...a) { seen(this, ...a); a[0]?.(1) } }, (p) => Object.setPrototypeOf(p, { then(...a) { seen(this, ...a); a[0]?.(1) } }), (p) => Object.setPrototypeOf(p, null)]) { const p = Promise.resolve(1); try { change(p); await p } catch (e) { probe(e, 'error') } try { await Promise.resolve(p) } catch (e) { probe(e, 'error') } try { Promise.prototype.finally.call(p, () => {}) } catch (e) { probe(e, 'error') } }`,
});
