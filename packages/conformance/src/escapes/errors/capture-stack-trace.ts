import { attack } from '../attack.js';

export const captureStackTrace = attack({
  class: 'errors',
  name: 'captureStackTrace on frozen, proxied, global and helper objects',
  modelled_on: 'CVE-2023-29199 class: the engine writes `stack` itself',
  attempt: `
    const target = {}; for (const o of [target, Object.freeze({}), globalThis, helpers.logger, console.log, [], () => {}, Object.create(null), typeof Proxy === 'function' ? new Proxy({}, { defineProperty(...a) { a.forEach((x) => probe(x, 'trap')); throw a } }) : {}, 1, undefined]) {
      try { Error.captureStackTrace?.(o, main); probe(o?.stack, 'stack'); probe(Object.getOwnPropertyDescriptor(Object(o), 'stack')?.get, 'getter') } catch (e) { probe(e, 'refusal') } }
    try { delete globalThis.stack } catch {}
    const { get, set } = Object.getOwnPropertyDescriptor(new Error('x'), 'stack') ?? {}; probe(get, 'get'); probe(set, 'set'); try { probe(get?.call({}), 'answer'); set?.call({}, 1) } catch (e) { probe(e, 'e') }`,
});
