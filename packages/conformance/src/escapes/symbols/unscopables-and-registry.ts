import { attack } from '../attack.js';

export const unscopablesAndRegistry = attack({
  class: 'symbols',
  name: 'Symbol.unscopables of the global object, and the registry of symbols',
  modelled_on: 'class: `with` around guest code looks up unscopables',
  attempt: `
    const before = globalThis[Symbol.unscopables];
    for (const value of [{ console: true, Error: true, setTimeout: true }, { get console() { probe(this, 'this'); return true } }]) { try { Object.defineProperty(globalThis, Symbol.unscopables, { configurable: true, value }) } catch (e) { probe(e, 'refusal') } probe(console, 'console'); probe(Error, 'Error'); probe(globalThis.x, 'x') }
    probe(before, 'before'); const s = Symbol.for('shared'); probe(Object(s), 'boxed'); probe(Symbol.keyFor, 'keyFor'); probe(Symbol.prototype, 'prototype'); probe(s.constructor, 'constructor', true); probe(s.description?.constructor, 'description', true);`,
});
