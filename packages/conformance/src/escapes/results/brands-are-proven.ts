import { codelet } from '../attack.js';

export const brandsAreProven = codelet({
  class: 'results',
  name: 'tags and prototypes make no Map, Date or bytes',
  modelled_on: 'class: internal slots that are claimed',
  source: `export const main = () => [Map, Date, Uint8Array].map((C) => Object.assign(Object.create(C.prototype), { [Symbol.toStringTag]: undefined, a: 1 })).map((o, i) => ({ ...o, i }));`,
  outcome: ({ outcome }, { expect }) => {
    expect(
      outcome.ok || outcome.error.code === 'INVALID_OUTPUT' || outcome.error.code === 'RUNTIME_ERROR',
    ).toBe(true);
    if (outcome.ok)
      for (const part of outcome.value as unknown[])
        expect(
          part instanceof Map || part instanceof Date || part instanceof Uint8Array || part instanceof Error,
        ).toBe(false);
  },
});
