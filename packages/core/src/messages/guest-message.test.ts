import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LOG_LINE_BYTES } from '../limits.js';
import {
  ERROR_REPORT_CAPS as CAPS,
  parseGuestMessage,
  type ErrorReport,
  type GuestMessage,
} from './guest-message.js';

const MAXIMUM = Number.MAX_SAFE_INTEGER;
const count = fc.integer({ min: 1, max: MAXIMUM });
const place = fc.option(count);
const text = (maximum: number): fc.Arbitrary<string> =>
  fc.oneof(
    { weight: 9, arbitrary: fc.string({ unit: 'binary', maxLength: 20 }) },
    { weight: 1, arbitrary: fc.constant('x'.repeat(Math.min(maximum, 2000))) },
  );

const report: fc.Arbitrary<ErrorReport> = fc
  .array(
    fc.record({
      is_error: fc.boolean(),
      name: fc.option(text(CAPS.name)),
      message: text(CAPS.message),
      stack: fc.option(text(CAPS.stack)),
      file: fc.option(fc.nat({ max: 65_535 })),
      line: place,
      column: place,
      data: fc.option(text(CAPS.data)),
    }),
    { minLength: 1, maxLength: 4 },
  )
  .map((links) => links.reduceRight<ErrorReport | null>((cause, link) => ({ ...link, cause }), null)!);

const message: fc.Arbitrary<GuestMessage> = fc.oneof(
  fc.record({
    t: fc.constant('log' as const),
    level: fc.constantFrom('log', 'debug', 'info', 'warn', 'error'),
    message: text(LOG_LINE_BYTES),
    at: fc.nat({ max: MAXIMUM }),
  }),
  fc.record({ t: fc.constant('logs-dropped' as const), count }),
  fc.record({ t: fc.constant('violation' as const), name: text(256), count }),
  fc.record({ t: fc.constant('wait' as const), ms: fc.option(fc.nat({ max: 2 ** 31 - 1 })) }),
  fc.record({ t: fc.constant('not-a-function' as const), name: text(1024), found: text(256) }),
  fc.record({ t: fc.constant('done' as const), value: fc.string() }),
  fc.record({
    t: fc.constant('failed' as const),
    error: report,
    denied: fc.option(text(256)),
    call: fc.option(count),
  }),
  fc.record({ t: fc.constant('call' as const), id: count, name: text(256), args: fc.string() }),
  fc.record({ t: fc.constant('cannot-cross' as const), path: text(1024), found: text(256) }),
  fc.record({ t: fc.constant('too-large' as const), bytes: fc.nat({ max: MAXIMUM }) }),
);

type Json = { [key: string]: unknown };

/** Every object of a message with the way to put another one in its place. */
function places(value: Json): { object: Json; replace: (changed: Json) => Json }[] {
  const here = { object: value, replace: (changed: Json) => changed };
  const inner = Object.entries(value).flatMap(([key, child]) =>
    typeof child === 'object' && child !== null
      ? places(child as Json).map(({ object, replace }) => ({
          object,
          replace: (changed: Json) => ({ ...value, [key]: replace(changed) }),
        }))
      : [],
  );
  return [here, ...inner];
}

const rejected = (value: unknown): void => expect(parseGuestMessage(JSON.stringify(value))).toBeUndefined();

describe('a message of the guest', () => {
  it('passes as it is', () => {
    fc.assert(
      fc.property(message, (valid) => {
        expect(parseGuestMessage(JSON.stringify(valid))).toEqual(valid);
      }),
      { numRuns: 300 },
    );
  });

  it('is refused without any one key', () => {
    fc.assert(
      fc.property(message, (valid) => {
        for (const { object, replace } of places(valid as never)) {
          for (const key of Object.keys(object)) {
            const { [key]: _, ...rest } = object;
            rejected(replace(rest));
          }
        }
      }),
    );
  });

  it('is refused with one key more', () => {
    const extra = fc.constantFrom('code', '__proto__', 'constructor', 'toString', 'length', '', 'T', '0');
    fc.assert(
      fc.property(message, extra, fc.jsonValue(), (valid, key, value) => {
        for (const { object, replace } of places(valid as never)) {
          const changed = Object.defineProperty({ ...object }, key, { value, enumerable: true });
          rejected(replace(changed));
        }
      }),
    );
  });

  it('is refused with one key renamed', () => {
    fc.assert(
      fc.property(message, (valid) => {
        for (const { object, replace } of places(valid as never)) {
          for (const key of Object.keys(object)) {
            const { [key]: value, ...rest } = object;
            rejected(replace(Object.defineProperty(rest, '__proto__', { value, enumerable: true })));
            rejected(replace({ ...rest, [`${key} `]: value }));
          }
        }
      }),
    );
  });

  it('is refused with one field of another type', () => {
    fc.assert(
      fc.property(message, (valid) => {
        for (const { object, replace } of places(valid as never)) {
          for (const [key, value] of Object.entries(object)) {
            const wrong = [[], [value], {}, true, 'other', -1, 0.5, 2 ** 53, '5'].filter(
              (other) => typeof other !== typeof value,
            );
            if (typeof value === 'number') wrong.push(-1, 0.5, 2 ** 60);
            const free = value === null || (typeof value === 'object' && key === 'cause');
            for (const other of free ? [[], {}, true] : wrong) {
              if (isAllowed(key, value, other)) continue;
              rejected(replace({ ...object, [key]: other }));
            }
          }
        }
      }),
    );
  });

  it.each<[string, Json, string, number]>([
    ['a line', { t: 'log', level: 'log', message: '', at: 0 }, 'message', LOG_LINE_BYTES],
    ['a name', { t: 'violation', name: '', count: 1 }, 'name', 256],
    ['an export', { t: 'not-a-function', name: '', found: '' }, 'name', 1024],
    ['a kind', { t: 'cannot-cross', path: '', found: '' }, 'found', 256],
    ['a path', { t: 'cannot-cross', path: '', found: '' }, 'path', 1024],
  ])('has a cap on %s', (_, valid, key, maximum) => {
    expect(parseGuestMessage(JSON.stringify({ ...valid, [key]: 'x'.repeat(maximum) }))).toBeDefined();
    rejected({ ...valid, [key]: 'x'.repeat(maximum + 1) });
  });
});

/** `null` and one type may both be right for a field. */
function isAllowed(key: string, value: unknown, other: unknown): boolean {
  const nullable: Record<string, string> = {
    name: 'string',
    stack: 'string',
    data: 'string',
    denied: 'string',
    call: 'number',
  };
  if (key === 'is_error') return typeof other === 'boolean';
  // A clock that was given may stand before 1970.
  if (key === 'at') return other === -1;
  return value === null && typeof other === nullable[key];
}
