import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LIMITS, defaultLimits, mergeLimits, type LimitName, type RunLimits } from './limits.js';

const NAMES = Object.keys(LIMITS) as LimitName[];

const inRange = (name: LimitName): fc.Arbitrary<number> =>
  fc.oneof(
    fc.integer({ min: LIMITS[name].minimum, max: LIMITS[name].maximum }),
    fc.constantFrom(LIMITS[name].minimum, LIMITS[name].maximum),
  );

const someLimits = fc.record(
  Object.fromEntries(NAMES.map((name) => [name, fc.option(inRange(name), { nil: undefined })])),
  { requiredKeys: [] },
) as fc.Arbitrary<Partial<RunLimits>>;

describe('the table of limits', () => {
  it('holds the defaults that users know', () => {
    expect(defaultLimits()).toEqual({
      timeout_ms: 2000,
      memory_mb: 128,
      cpu_ms: undefined,
      max_logs: 100,
      max_log_bytes: 1_048_576,
      max_result_bytes: 1_048_576,
      max_input_bytes: 1_048_576,
      max_source_bytes: 1_048_576,
      max_calls: 1000,
      max_call_bytes: 1_048_576,
    });
  });

  it.each(NAMES)('%s has a range that holds its default', (name) => {
    const { minimum, maximum, default: usual = minimum } = LIMITS[name];
    expect(minimum <= usual && usual <= maximum).toBe(true);
  });

  it('gives a fresh object each time', () => {
    expect(defaultLimits()).not.toBe(defaultLimits());
  });

  it('keeps timers from firing at once', () => {
    expect(LIMITS.timeout_ms.maximum).toBeLessThan(2 ** 31);
  });
});

describe('limits laid over others', () => {
  it('win where they are given, and only there', () => {
    fc.assert(
      fc.property(someLimits, someLimits, (first, second) => {
        const base = mergeLimits(defaultLimits(), first);
        const frozen = JSON.stringify(base);
        const merged = mergeLimits(base, second);
        for (const name of NAMES)
          expect(merged[name]).toBe(second[name] ?? first[name] ?? LIMITS[name].default);
        expect(Object.keys(merged).sort()).toEqual([...NAMES].sort());
        expect(JSON.stringify(base)).toBe(frozen);
      }),
    );
  });

  it('may be laid in one step or in two', () => {
    fc.assert(
      fc.property(someLimits, someLimits, (first, second) => {
        const given = Object.fromEntries(Object.entries(second).filter(([, value]) => value !== undefined));
        const steps = mergeLimits(mergeLimits(defaultLimits(), first), second);
        expect(steps).toEqual(mergeLimits(defaultLimits(), { ...first, ...given }));
      }),
    );
  });

  it('take nothing but known names', () => {
    expect(mergeLimits(defaultLimits(), { other: 1 } as never)).toEqual(defaultLimits());
  });
});

describe('a limit that is none', () => {
  const bad: readonly unknown[] = [
    null,
    NaN,
    Infinity,
    -Infinity,
    1.5,
    '5',
    true,
    [5],
    {},
    5n,
    () => 5,
    new Date(5),
    Object(5),
  ];

  it.each(NAMES)('%s is refused by name', (name) => {
    const { minimum, maximum } = LIMITS[name];
    for (const value of [...bad, minimum - 1, maximum + 1]) {
      const merge = (): unknown => mergeLimits(defaultLimits(), { [name]: value });
      expect(merge).toThrow(TypeError);
      expect(merge).toThrow(new RegExp(`^${name} must be an integer from ${minimum} to ${maximum}, got `));
    }
  });

  it('is shown, when it is a number, and never else', () => {
    const secret = { toString: () => 'secret', [Symbol.toPrimitive]: () => 5 };
    expect(() => mergeLimits(defaultLimits(), { memory_mb: -3 })).toThrow(/got -3$/);
    expect(() => mergeLimits(defaultLimits(), { memory_mb: secret })).toThrow(/got a value of type object$/);
  });
});
