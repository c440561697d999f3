import { attack } from '../attack.js';

export const instancesThatAreCalled = attack({
  class: 'errors',
  name: 'methods of errors on foreign receivers',
  modelled_on: 'CVE-2022-25893 class: built-ins of errors on objects of the bridge',
  attempt: `
    for (const self of [globalThis, helpers, console.log, null, undefined, Symbol.iterator, granted, { get name() { throw input }, get message() { throw helpers } }]) for (const f of [Error.prototype.toString, Error, TypeError, Error.captureStackTrace, Error.isError, Object.prototype.toString].filter(Boolean)) { for (const act of [() => Reflect.apply(f, self, [self]), () => Reflect.construct(f, [self, { cause: self }], Object), () => new f(self)]) { try { probe(act(), 'answer') } catch (e) { probe(e, 'error') } } }`,
});
