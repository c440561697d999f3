import { attack } from '../attack.js';

export const trapsOnObjectPrototype = attack({
  class: 'prototypes',
  name: 'functions named like proxy traps on Object.prototype',
  modelled_on: "class: vm2 category 14, a handler without a trap finds the guest's",
  attempt: `
    for (const key of ['has', 'get', 'set', 'apply', 'construct', 'getPrototypeOf', 'setPrototypeOf', 'ownKeys', 'defineProperty', 'deleteProperty', 'getOwnPropertyDescriptor', 'isExtensible', 'preventExtensions']) {
      Object.prototype[key] = function (...args) { for (const value of args) probe(value, \`argument of \${key}\`); probe(this, \`this of \${key}\`) };
    }
    for (const thing of [console.log, helpers.logger, setTimeout, globalThis.Buffer?.from, input, granted]) { if (!thing) continue;
      for (const act of [() => 'x' in thing, () => thing.x, () => { thing.x = 1 }, () => thing(), () => new thing(), () => delete thing.x, () => Object.keys(thing), () => Object.getPrototypeOf(thing), () => Object.isExtensible(thing)]) { try { probe(act(), 'answer') } catch (e) { probe(e, 'error') } } }`,
});
