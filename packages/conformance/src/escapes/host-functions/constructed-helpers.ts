import { attack } from '../attack.js';

export const constructedHelpers = attack({
  class: 'host-functions',
  name: 'helpers as constructors, base classes and new.target',
  modelled_on: 'class: vm2 issue 179, a function that is returned from a construct trap',
  attempt: `
    for (const f of [console.log, helpers.logger.warn, setTimeout, structuredClone, URL, TextEncoder, AbortController, Event, EventTarget, globalThis.Buffer].filter(Boolean)) {
      for (const act of [() => new f('http://a'), () => Reflect.construct(f, ['http://a'], Object), () => Reflect.construct(Object, [], f), () => new (class extends f { constructor() { super('http://a'); probe(new.target, 'target'); return function () { return this } } })(), () => Object.create(f.prototype), () => Reflect.construct(function () { probe(new.target, 'new.target'); probe(Object.getPrototypeOf(this), 'prototype') }, [], f)]) { try { const made = act(); probe(made, 'made'); probe(Object.getPrototypeOf(made), 'its prototype'); if (typeof made === 'function') probe(made(), 'its answer') } catch (e) { probe(e, 'error') } }
    }`,
});
