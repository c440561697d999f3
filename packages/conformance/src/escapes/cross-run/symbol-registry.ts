import type { EscapeCase } from '../escape-case.js';

export const symbolRegistry: EscapeCase = {
  class: 'cross-run',
  name: 'the registry of symbols holds nothing of another run',
  modelled_on: 'class: Symbol.for is shared by all realms of an agent',
  tell: async ({ subject, expect }) => {
    expect(
      (
        await subject.run(
          `export function main() { const s = Symbol.for('leak'); Symbol.prototype.leak = 1; Object.prototype[s] = 1; Object.defineProperty(Array, s, { value: 1 }); return Object.getOwnPropertySymbols(Object.prototype).length }`,
        )
      ).outcome.ok,
    ).toBe(true);
    const look = `export function main() { const s = Symbol.for('leak'); return [{}[s], Array[s], s.leak, Object.getOwnPropertySymbols(Object.prototype).length] }`;
    for (let runs = 0; runs < 2; runs += 1)
      expect((await subject.run(look)).outcome).toStrictEqual({
        ok: true,
        value: [undefined, undefined, undefined, 0],
      });
  },
};
