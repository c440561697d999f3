import type { EscapeCase } from '../escape-case.js';

export const intlAndCaches: EscapeCase = {
  class: 'cross-run',
  name: 'Intl objects, legacy constructors and default formats',
  modelled_on: 'class: caches of the engine',
  needs: { global: 'Intl' },
  tell: async ({ subject, expect }) => {
    expect(
      (
        await subject.run(
          `export function main() { try { Intl.NumberFormat.prototype.leak = 1; Intl.DateTimeFormat.prototype.resolvedOptions = () => ({ timeZone: 'leak' }); Intl.NumberFormat.call(Object.create(Intl.NumberFormat.prototype)); Number.prototype.toLocaleString = () => 'leak' } catch {} return 1 }`,
        )
      ).outcome.ok,
    ).toBe(true);
    expect(
      (
        await subject.run(
          `export const main = () => [Intl.NumberFormat.prototype.leak, new Intl.DateTimeFormat().resolvedOptions().timeZone === 'leak', (1).toLocaleString() === 'leak']`,
        )
      ).outcome,
    ).toStrictEqual({ ok: true, value: [undefined, false, false] });
  },
};
