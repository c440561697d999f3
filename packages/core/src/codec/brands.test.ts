import { describe, expect, it } from 'vitest';
import { runInNewContext } from 'node:vm';
import { brandOf, describeType } from './brands.js';
import { decode } from './decode.js';
import { encode } from './encode.js';

const SAMPLES: readonly (readonly [brand: string, code: string])[] = [
  ['Date', 'new Date(0)'],
  ['RegExp', '/a/g'],
  ['Number', 'Object(1)'],
  ['String', 'Object("x")'],
  ['Boolean', 'Object(true)'],
  ['BigInt', 'Object(1n)'],
  ['Map', 'new Map([[1, 2]])'],
  ['Set', 'new Set([1])'],
  ['ArrayBuffer', 'new ArrayBuffer(2)'],
  ['DataView', 'new DataView(new ArrayBuffer(2))'],
  ['Uint8Array', 'new Uint8Array(2)'],
  ['BigInt64Array', 'new BigInt64Array(2)'],
  ['Error', 'new TypeError("x")'],
];

describe('the kind of a built-in object', () => {
  it.each(SAMPLES)('%s is known, also from another realm', (brand, code) => {
    const foreign = runInNewContext(code) as object;
    expect(brandOf(foreign)).toBe(brand);
    expect(encode(foreign, 1000)).toBe(encode(decode(encode(foreign, 1000)), 1000));
  });

  it('holds for subclasses', () => {
    class Bag extends Map {}
    class Failure extends Error {}
    expect([brandOf(new Bag()), brandOf(new Failure())]).toEqual(['Map', 'Error']);
  });

  it('is none for the rest', () => {
    const rest = [
      {},
      [],
      Object.create(null),
      new WeakMap(),
      Promise.resolve(),
      new Proxy({}, {}),
    ] as object[];
    expect(rest.map(brandOf)).toEqual(rest.map(() => undefined));
  });
});

describe('the words for a value', () => {
  it.each<[unknown, string]>([
    [null, 'null'],
    [undefined, 'undefined'],
    [1, 'a number'],
    ['x', 'a string'],
    [true, 'a boolean'],
    [1n, 'a bigint'],
    [Symbol('x'), 'a symbol'],
    [() => 1, 'a function'],
    [[], 'an array'],
    [{}, 'an object'],
    [new Date(), 'an object'],
    [Promise.resolve(), 'a promise'],
    [Object.create({ [Symbol.toStringTag]: 'constructor' }), 'an object'],
  ])('%o is %s', (value, words) => {
    expect(describeType(value)).toBe(words);
  });
});
