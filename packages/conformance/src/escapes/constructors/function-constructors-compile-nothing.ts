import { gives } from '../../checks.js';
import { codelet } from '../attack.js';

export const functionConstructorsCompileNothing = codelet({
  class: 'constructors',
  name: 'no way to a function constructor compiles text',
  modelled_on: 'class: code generation from strings',
  source: `export async function main() {
  const samples = [function () {}, async function () {}, function* () {}, async function* () {}, () => {}, class {}, ({ m() {} }).m, (function () {}).bind(null)];
  const compiled = [];
  for (const sample of samples) {
    const maker = sample.constructor, text = 'return 1';
    for (const way of [() => maker(text)(), () => new maker(text)(), () => Reflect.construct(maker, [text])(), () => Reflect.construct(maker, [text], Object)(), () => Reflect.apply(maker, null, [text])(), () => maker.call(null, text)(), () => maker.bind(null, text)()(), () => new (class extends maker {})(text)(), () => Object.getPrototypeOf(sample).constructor(text)()]) {
      try { way(); compiled.push(sample.constructor.name) } catch (e) { probe(e, 'denial') }
    }
  }
  return compiled;
}`,
  probed: true,
  outcome: gives([]),
});
