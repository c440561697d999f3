import { attack } from '../attack.js';

export const prototypeWithGettersBetween = attack({
  class: 'prototypes',
  name: "a chain of the codelet's between a value and Object.prototype",
  modelled_on: 'class: vm2 issues 174 and 177, values that change while they are contextified',
  attempt: `
    class Odd { get [Symbol.toStringTag]() { return 'Promise' } static [Symbol.hasInstance]() { return true } }
    Object.defineProperty(Odd.prototype, 'constructor', { get() { probe(this, 'this'); return globalThis.Buffer ?? Object } });
    Object.setPrototypeOf(Odd.prototype, { get then() { probe(this, 'this of then'); return undefined } });
    for (const act of [() => console.log(new Odd()), () => helpers.logger.info([new Odd()]), () => structuredClone(new Odd()), () => setTimeout(new Odd()), () => globalThis.Buffer?.from(new Odd()), () => { throw new Odd() }, () => Reflect.construct(Object, [], Odd)]) { try { probe(act(), 'answer') } catch (e) { probe(e, 'error') } }`,
});
