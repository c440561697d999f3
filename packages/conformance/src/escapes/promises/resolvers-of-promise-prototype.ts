import { attack } from '../attack.js';

export const resolversOfPromisePrototype = attack({
  class: 'promises',
  name: 'promise methods on receivers that are no promises',
  modelled_on: 'class: vm2 category 7, capability of another constructor',
  attempt: `
    const see = (...a) => a.forEach((v) => probe(v, 'given'));
    for (const self of [{}, console.log, helpers, { then: see, constructor: { [Symbol.species]: function (f) { see(f); f(see, see) } } }, function (f) { see(f); f(see, see); }]) for (const [key, f] of [['then', Promise.prototype.then], ['catch', Promise.prototype.catch], ['finally', Promise.prototype.finally], ['resolve', Promise.resolve], ['reject', Promise.reject], ['all', Promise.all]]) { try { probe(Reflect.apply(f, self, [see, see]), key) } catch (e) { probe(e, key) } try { probe(Reflect.apply(f, self, [[1]]), key) } catch (e) { probe(e, key) } }`,
});
