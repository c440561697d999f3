import { attack } from '../attack.js';

export const causeAndErrors = attack({
  class: 'errors',
  name: 'cause, errors and suppressed that are accessors or thenables',
  modelled_on: 'GHSA-55hx-c926-fr95: errors inside errors',
  attempt: `
    const see = function () { probe(this, 'this'); return this };
    for (const make of [() => new Error('x', { get cause() { probe(this, 'options'); return globalThis } }), () => new AggregateError([1, { then: see }], 'y'), () => Object.defineProperty(new Error('z'), 'cause', { get: see }), () => Object.defineProperty(new AggregateError([]), 'errors', { get: see })]) { try { throw make() } catch (e) { probe(e, 'e'); probe(e.cause, 'cause'); probe(e.errors, 'errors'); console.log(e); try { structuredClone(e) } catch (x) { probe(x, 'clone') } } }
    await Promise.any([Promise.reject(new Error('a'))]).catch((e) => { probe(e, 'any'); probe(e.errors, 'errors'); e.errors.forEach((x) => probe(x, 'one')) });`,
});
