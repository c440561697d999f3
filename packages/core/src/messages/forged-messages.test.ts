import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ERROR_REPORT_CAPS as CAPS, parseGuestMessage } from './guest-message.js';
import { integer, matches, oneOf, orNull, text } from './shape.js';

const link = (cause: unknown, over: object = {}): object => ({
  is_error: true, name: 'E', message: 'm', stack: 's', file: 0, line: 1, column: 1, data: null, cause, ...over,
}); // prettier-ignore

const chain = (causes: number): unknown => {
  let cause: unknown = null;
  for (let count = 0; count <= causes; count += 1) cause = link(cause);
  return cause;
};

const parse = (value: unknown): unknown => parseGuestMessage(JSON.stringify(value));
const failed = (error: unknown): unknown => parse({ t: 'failed', error, denied: null, call: null });

describe('what a broken realm may post', () => {
  it.each([
    '', ' ', 'null', 'true', '1', '"log"', '[]', '[{"t":"wait","ms":null}]', '{}', '{"t":null}', '{"t":1}', '{"t":["wait"],"ms":1}',
    '{"t":"__proto__"}', '{"t":"constructor"}', '{"t":"toString"}', '{"t":"hasOwnProperty"}', '{"__proto__":{"t":"wait","ms":1}}',
    '{"t":"Wait","ms":1}', '{"t":"wait"}', '{"t":"wait","ms":1', '{"t":"wait","ms":1}x', '{"t":"wait","ms":1e99}', '{"t":"wait","ms":-1}',
    '{"t":"wait","ms":2147483648}', '{"t":"wait","ms":1,"__proto__":2}', '{"t":"wait","__proto__":1}', '{"t":"log","level":"fatal","message":"","at":1}',
    '{"t":"configure"}', '{"t":"tick"}', '{"t":"start","export_name":"main"}', '{"t":"done","value":null}', '{"t":"done","value":{"toString":1}}',
    '{"t":"logs-dropped","count":0}', '{"t":"log","level":["log"],"message":"","at":1}', '\u0000', '\ud800', '{"t":"wait","ms":null}\u0000',
  ])('%j is no message', (posted) => {
    expect(parseGuestMessage(posted)).toBeUndefined();
  }); // prettier-ignore

  it('and garbage is none', () => {
    const garbage = fc.oneof(fc.string({ unit: 'binary', maxLength: 20 }), fc.json({ maxDepth: 3 }));
    fc.assert(
      fc.property(garbage, (posted) => {
        expect(parseGuestMessage(posted)).toBeUndefined();
      }),
      { numRuns: 200 },
    );
  });

  it.each(['[', '{"t":', '{"t":"failed","denied":null,"error":{"cause":'])(
    'nested without end is none: %s',
    (open) => {
      expect(parseGuestMessage(open.repeat(100_000))).toBeUndefined();
      const closed =
        open.repeat(100_000) +
        'null' +
        (open === '[' ? ']' : open.startsWith('{"t":"') ? '}}' : '}').repeat(100_000);
      expect(parseGuestMessage(closed)).toBeUndefined();
    },
  );

  it('has as many causes as agreed, and not one more', () => {
    expect(failed(chain(CAPS.causes))).toBeDefined();
    expect(failed(chain(CAPS.causes + 1))).toBeUndefined();
    expect(failed(chain(10_000))).toBeUndefined();
  });

  it.each(['name', 'message', 'stack', 'data'] as const)('has a cap on the %s of each cause', (key) => {
    expect(failed(link(link(null, { [key]: 'x'.repeat(CAPS[key]) })))).toBeDefined();
    expect(failed(link(link(null, { [key]: 'x'.repeat(CAPS[key] + 1) })))).toBeUndefined();
  });

  it.each(['line', 'column'])('counts every %s from one', (key) => {
    expect(failed(link(null, { [key]: 1 }))).toBeDefined();
    for (const bad of [0, -1, 1.5, 2 ** 53, '1']) expect(failed(link(null, { [key]: bad }))).toBeUndefined();
  });

  it('takes the last of two equal keys, as every reader does', () => {
    expect(parseGuestMessage('{"t":"done","t":"wait","ms":5}')).toEqual({ t: 'wait', ms: 5 });
  });

  it('may be forged, but holds no more than data', () => {
    const posted = parseGuestMessage(
      '{"t":"failed","error":{"is_error":true,"name":null,"message":"","stack":null,"file":null,"line":null,"column":null,"data":"=1","cause":null},"denied":"x","call":null}',
    );
    expect(Object.getPrototypeOf(posted)).toBe(Object.prototype);
  });
});

describe('a shape', () => {
  it('matches own keys only', () => {
    const shape = { a: integer(0, 5) };
    expect(matches({ a: 1 }, shape)).toBe(true);
    expect(matches(Object.create({ a: 1 }), shape)).toBe(false);
    expect(matches(Object.assign(Object.create({ a: 1 }) as object, { b: 1 }), shape)).toBe(false);
    expect(matches(Object.assign([], { a: 1 }), shape)).toBe(false);
    for (const value of [null, undefined, 1, 'a']) expect(matches(value, shape)).toBe(false);
  });

  it('has checks with edges', () => {
    expect([-1, 0, 5, 6, NaN, '1', 0.5].map(integer(0, 5))).toEqual([
      false,
      true,
      true,
      false,
      false,
      false,
      false,
    ]);
    expect(['', 'abc', 'abcd', null, 5].map(text(3))).toEqual([true, true, false, false, false]);
    expect(['a', 'b', 'c', undefined].map(oneOf('a', 'b'))).toEqual([true, true, false, false]);
    expect([null, 1, undefined, ''].map(orNull(integer(0, 5)))).toEqual([true, true, false, false]);
  });
});
