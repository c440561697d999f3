import { attack } from '../attack.js';

export const ofEveryGlobal = attack({
  class: 'constructors',
  name: 'constructors of every global',
  modelled_on: 'class: a global that belongs to the host',
  attempt: `
    for (const key of Reflect.ownKeys(globalThis)) {
      try { probe(globalThis[key], String(key)); probe(globalThis[key].prototype, String(key)) } catch (e) { probe(e, String(key)) }
    }`,
});
