import { attack } from '../attack.js';

export const subclassAndNewTarget = attack({
  class: 'constructors',
  name: 'a function constructor as base class and as new.target',
  modelled_on: 'class: code generation behind `super` and `Reflect.construct`',
  attempt: `
    const F = (() => {}).constructor;
    class A extends F { constructor() { super('return globalThis') } }
    for (const make of [() => new A(), () => Reflect.construct(Object, [], F), () => Reflect.construct(F, ['return globalThis'], Array), () => Reflect.construct(Promise, [() => {}], F), () => Reflect.construct(Error, ['x'], F)]) {
      try { const made = make(); probe(made, 'made'); if (typeof made === 'function') probe(made(), 'its result') } catch (e) { probe(e, 'refusal') }
    }`,
});
