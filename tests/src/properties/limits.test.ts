import { LIMITS, defaultLimits, mergeLimits, type LimitName, type RunLimits } from '@codelets/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

const NAMES = Object.keys(LIMITS) as LimitName[];

/** Some of the limits, each within its range or absent. */
const valid: fc.Arbitrary<Partial<RunLimits>> = fc.record(
  Object.fromEntries(
    NAMES.map((name) => [
      name,
      fc.option(fc.integer({ min: LIMITS[name].minimum, max: LIMITS[name].maximum }), { nil: undefined }),
    ]),
  ),
  { requiredKeys: [] },
);

const wrongFor = (name: LimitName): fc.Arbitrary<unknown> =>
  fc.oneof(
    fc.integer({ max: LIMITS[name].minimum - 1 }),
    fc.integer({ min: LIMITS[name].maximum + 1, max: Number.MAX_SAFE_INTEGER }),
    fc.double({ noInteger: true }),
    fc.constantFrom<unknown>(
      null,
      '',
      '5',
      NaN,
      Infinity,
      -Infinity,
      true,
      {},
      [],
      [5],
      5n,
      Symbol('s'),
      () => 5,
      { valueOf: () => 5 },
      Object(5),
    ),
  );

describe('mergeLimits', () => {
  it('lays given limits over the base and leaves both alone', () => {
    fc.assert(
      fc.property(valid, valid, (first, second) => {
        const base = mergeLimits(defaultLimits(), first);
        const copies = [{ ...base }, { ...second }];
        const merged = mergeLimits(base, second);
        for (const name of NAMES) expect(merged[name]).toBe(second[name] ?? base[name]);
        expect([base, second]).toEqual(copies);
        expect(Object.keys(merged).sort()).toEqual([...NAMES].sort());
      }),
    );
  });

  it('gives the same in one step and in two', () => {
    fc.assert(
      fc.property(valid, valid, (first, second) => {
        const given = Object.fromEntries(Object.entries(second).filter(([, value]) => value !== undefined));
        expect(mergeLimits(mergeLimits(defaultLimits(), first), second)).toEqual(
          mergeLimits(defaultLimits(), { ...first, ...given }),
        );
      }),
    );
  });

  it('names the field for every value out of its range or of another kind', () => {
    const wrong = fc
      .constantFrom(...NAMES)
      .chain((name) => fc.tuple(fc.constant(name), wrongFor(name), valid));
    fc.assert(
      fc.property(wrong, ([name, value, others]) => {
        expect(() => mergeLimits(defaultLimits(), { ...others, [name]: value })).toThrow(
          new RegExp(`^${name} must be an integer`),
        );
      }),
      { numRuns: 1000 },
    );
  });

  it('has defaults that are within their ranges', () => {
    expect(mergeLimits(defaultLimits(), defaultLimits())).toEqual(defaultLimits());
  });
});
