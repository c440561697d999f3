import { attack } from '../attack.js';

export const asyncFunctionReturnsThenable = attack({
  class: 'promises',
  name: 'thenables returned by async functions and by the export',
  modelled_on: 'class: what the engine calls a thenable with',
  attempt: `
    const spy = { then(...callbacks) { probe(this, 'this'); callbacks.forEach((c) => { probe(c, 'callback'); probe(c(1), 'answer') }) } };
    await (async () => spy)(); await Promise.resolve(spy); await Promise.all([spy]); await new Promise((r) => r(spy)); await { then: spy.then }; await Promise.resolve().then(() => spy); await Promise.reject(1).catch(() => spy);
    const getter = { get then() { probe(this, 'this of the getter'); const e = new Error(); e.name = Symbol(); return e.stack } }; await getter; await (async () => getter)().catch((e) => probe(e, 'reason'));
    const thrower = { get then() { const e = new Error(); e.name = Symbol(); void e.stack; throw e } }; await (async () => thrower)().catch((e) => probe(e, 'reason')); try { await thrower } catch (e) { probe(e, 'thrown') }`,
});
