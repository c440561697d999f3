import { attack } from '../attack.js';

export const applyCallBindOfHelpers = attack({
  class: 'host-functions',
  name: 'call, apply and bind of every helper with every kind of this',
  modelled_on: 'class: vm2 category 10, built-in functions as conduits',
  attempt: `
    const fs = [console.log, helpers.logger.info, setTimeout, queueMicrotask, structuredClone, globalThis.Buffer?.from, globalThis.Buffer?.apply, atob, URL].filter(Boolean);
    for (const f of fs) for (const self of [undefined, null, globalThis, f, fs, Object.prototype, helpers]) {
      for (const act of [() => f.call(self, self), () => f.apply(self, [self]), () => f.bind(self, self)(), () => f.call.call(f, self), () => f.apply.apply(f, [self, [f]]), () => f.call.apply(f.bind, [f, self]), () => Reflect.apply(f, self, [f])]) { try { probe(act(), 'answer') } catch (e) { probe(e, 'error') } }
    }`,
});
