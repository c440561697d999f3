import { describe, expect, it } from 'vitest';
import { CannotCrossError, MalformedTextError, TooLargeError } from './codec-errors.js';
import { decode } from './decode.js';
import { encode } from './encode.js';

function refusal(value: unknown): { path: string; found: string } {
  try {
    encode(value, Infinity);
  } catch (thrown) {
    if (thrown instanceof CannotCrossError) return { path: thrown.path, found: thrown.found };
    throw thrown;
  }
  throw new Error('it crossed');
}

const nothing = (): void => undefined;

describe('what is no data', () => {
  it.each<[unknown, string]>([
    [nothing, 'a function'],
    [class {}, 'a function'],
    [Symbol('x'), 'a symbol'],
    [Object(Symbol('x')), 'a symbol'],
    [Promise.resolve(), 'a promise'],
    [new WeakMap(), 'a WeakMap'],
    [new WeakSet(), 'a WeakSet'],
    [new WeakRef({}), 'a WeakRef'],
    [new FinalizationRegistry(nothing), 'a FinalizationRegistry'],
    [new SharedArrayBuffer(8), 'a SharedArrayBuffer'],
    [(function* () {})(), 'a generator'],
    [(async function* () {})(), 'an async generator'],
  ])('%o is refused with its kind', (value, found) => {
    expect(refusal(value)).toEqual({ path: '$', found });
    expect(refusal({ user: { callback: value } })).toEqual({ path: '$.user.callback', found });
  });

  it.each<[string, (value: unknown) => unknown]>([
    ['$[2]', (value) => [1, , value]], // eslint-disable-line no-sparse-arrays
    ['$["a b"]', (value) => ({ 'a b': value })],
    ['$["\\n\\ud800"]', (value) => ({ '\n\ud800': value })],
    ['$[""]', (value) => ({ '': value })],
    [
      '$.ünï.$.__proto__',
      (value) => ({ ünï: { $: Object.defineProperty({}, '__proto__', { value, enumerable: true }) } }),
    ],
    ['$.list["value 1"].x', (value) => ({ list: new Map([[1, 2], [3, { x: value } as never]]) })], // prettier-ignore
    ['$["key 0"]', (value) => new Map([[value, 1]])],
    ['$["entry 1"]', (value) => new Set([1, value])],
    ['$.cause.cause', (value) => new Error('a', { cause: new Error('b', { cause: value }) })],
    ['$[0].name', (value) => [Object.assign([1], { name: value })]],
  ])('is found at %s', (path, around) => {
    expect(refusal(around(nothing))).toEqual({ path, found: 'a function' });
  });

  it.each([
    ['', 10_000],
    ['gi', 10_000],
    ['u', 500],
    ['v', 100],
  ])('is a pattern with the flags "%s" of more than %i characters', (flags, length) => {
    const pattern = (size: number): RegExp => new RegExp('x'.repeat(size), flags);
    const found = `a RegExp of more than ${length} characters`;
    expect(refusal([pattern(length + 1)])).toEqual({ path: '$[0]', found });
    expect(decode(encode([pattern(length)], Infinity))).toEqual([pattern(length)]);
    const forged = `#[{"$":["r","${'x'.repeat(length + 1)}","${flags}"]}]`;
    expect(() => decode(forged)).toThrow(MalformedTextError);
  });

  it('is found in a view of shared memory', () => {
    expect(refusal([new Uint8Array(new SharedArrayBuffer(4))])).toEqual({
      path: '$[0]',
      found: 'a SharedArrayBuffer',
    });
  });

  it('is found in a buffer that was given away', () => {
    const buffer = new ArrayBuffer(8);
    structuredClone(buffer, { transfer: [buffer] });
    expect(refusal({ buffer })).toEqual({ path: '$.buffer', found: 'a detached ArrayBuffer' });
  });

  it('has a path that stays short', () => {
    let value: unknown = nothing;
    for (let level = 0; level < 5000; level += 1) value = { ['key'.repeat(100)]: value };
    const { path } = refusal(value);
    expect(path.length).toBeLessThanOrEqual(520);
    expect(path).toMatch(/^\$\.keykey.*…$/);
  });

  it('is found far down', () => {
    let value: unknown = nothing;
    for (let level = 0; level < 150; level += 1) value = [value];
    expect(refusal(value).path).toBe('$' + '[0]'.repeat(150));
  });

  it('is refused wherever it comes first', () => {
    expect(refusal([{ a: nothing }, nothing]).path).toBe('$[0].a');
  });
});

describe('what is too large', () => {
  it.each<[string, unknown]>([
    ['a text', 'x'.repeat(5000)],
    ['a text of three bytes a unit', '€'.repeat(400)],
    ['a buffer', new ArrayBuffer(5000)],
    ['a view', new Uint8Array(5000)],
    ['many small things', Array.from({ length: 1001 }, () => [])],
    ['many empty entries', new Set(Array.from({ length: 1001 }, () => ({})))],
    ['a BigInt', 10n ** 1200n],
    ['a long key', { ['k'.repeat(1001)]: 1 }],
    ['a nest', JSON.parse('['.repeat(1001) + ']'.repeat(1001))],
    ['a message of an error', new Error('x'.repeat(1001))],
  ])('%s', (_, value) => {
    expect(() => encode(value, 1000)).toThrow(TooLargeError);
    expect(encode(value, 100_000)).not.toBe('');
  });

  it('is noticed before it is written', () => {
    const chunk = 'x'.repeat(1 << 20);
    let reads = 0;
    const endless = Array.from({ length: 10_000 }, () => ({
      get chunk() {
        reads += 1;
        return chunk;
      },
    }));
    expect(() => encode(endless, 1 << 22)).toThrow(TooLargeError);
    expect(reads).toBeLessThan(6);
  });

  it('says how large it was at least', () => {
    const thrown = [0].map(() => {
      try {
        return encode('€'.repeat(400), 1000);
      } catch (error) {
        return error;
      }
    })[0] as TooLargeError;
    expect(thrown.bytes).toBe(1203);
  });
});
