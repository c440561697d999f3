import type { EscapeCase } from '../escape-case.js';

export const marksOnIntrinsics: EscapeCase = {
  class: 'cross-run',
  name: 'marks on intrinsics, by descriptor, prototype and freezing',
  modelled_on: 'class: a realm that is used again',
  tell: async ({ subject, expect }) => {
    const mark = `export function main() { const P = [Object, Function, Array, Promise, Map, String, Number, RegExp, Error, Symbol, JSON, Math, Reflect, Date].flatMap((o) => [o, o.prototype]).filter(Boolean); for (const o of P) { try { Object.defineProperty(o, 'leak', { value: 1, enumerable: true }) } catch {} try { Object.freeze(o) } catch {} } return P.length }`;
    const look = `export function main() { const P = [Object, Array, Promise, Map, String, RegExp, Error, JSON, Math, Reflect, Date].flatMap((o) => [o, o.prototype]).filter(Boolean); return P.filter((o) => 'leak' in o || (Object.isFrozen(o) && o === Array.prototype)).length }`;
    expect((await subject.run(mark)).outcome.ok).toBe(true);
    for (let runs = 0; runs < 3; runs += 1)
      expect((await subject.run(look)).outcome).toStrictEqual({ ok: true, value: 0 });
  },
};
