import { attack } from '../attack.js';

export const ofTheGlobalObject = attack({
  class: 'constructors',
  name: 'the prototype chain of the global object',
  modelled_on: 'class: `this.constructor.constructor` of a node:vm context',
  attempt: `
    for (let at = globalThis; at !== null; at = Object.getPrototypeOf(at)) { probe(at, 'global'); try { probe(at.constructor('return this')(), 'made') } catch (e) { probe(e, 'refusal') } }
    probe(globalThis.__proto__, '__proto__'); probe(globalThis.constructor, 'constructor');`,
});
