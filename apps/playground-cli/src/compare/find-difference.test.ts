import { describe, expect, it } from 'vitest';
import { findDifference } from './find-difference.js';

const cycle = (length: number): object => {
  const first: Record<string, unknown> = {};
  let last = first;
  for (let count = 1; count < length; count += 1) last = last['next'] = {} as Record<string, unknown>;
  last['next'] = first;
  return first;
};
const nested = (depth: number, end: unknown): unknown => {
  let value = end;
  for (let count = 0; count < depth; count += 1) value = [value];
  return value;
};
const twin = { a: 1 };

describe('values that are the same', () => {
  const make = (): [string, unknown][] => [
    ['undefined', undefined],
    ['NaN', NaN],
    ['a text', 'text'],
    ['nested data', { a: [1, { b: null }], c: 'd' }],
    ['a Map with objects', new Map([[{ k: 1 }, new Set([1n])]])],
    ['an error with a cause', new TypeError('no', { cause: new Error('why') })],
    ['bytes', new Uint8Array([1, 2])],
    ['a hole', [1, , 2]], // eslint-disable-line no-sparse-arrays
    ['a key named $type', { $type: 'Map', entries: [] }],
    ['a cycle', cycle(3)],
    ['deep nesting', nested(200_000, 1)],
    ['an object without a prototype', Object.assign(Object.create(null), { a: 1 })],
  ];
  it.each(make().map(([name, value], index) => [name, value, make()[index]?.[1]]))(
    '%s',
    (_name, left, right) => {
      expect(findDifference(left, right, 'value')).toBeUndefined();
    },
  );
});

describe('the first difference', () => {
  it.each<[string, unknown, unknown, object]>([
    ['of primitives', 0, -0, { path: 'value', left: { value: 0 }, right: { value: -0 } }],
    ['of types', 1, '1', { path: 'value', left: { value: 1 }, right: { value: '1' } }],
    ['of kinds', [], {}, { path: 'value' }],
    ['of classes', new Map(), new Set(), { path: 'value' }],
    [
      'deep inside',
      { a: [{ b: 1 }, { 'c d': 2 }] },
      { a: [{ b: 1 }, { 'c d': 3 }] },
      { path: 'value.a[1]["c d"]' },
    ],
    ['the first of two', { a: 1, b: 1 }, { a: 2, b: 2 }, { path: 'value.a' }],
    ['in front of a missing key', { a: 1, b: 1 }, { a: 2 }, { path: 'value.a' }],
    ['a key that is missing', { a: 1, b: 1 }, { a: 1 }, { path: 'value.b', right: { note: 'nothing' } }],
    ['a key too many', { a: 1 }, { a: 1, b: undefined }, { path: 'value.b', left: { note: 'nothing' } }],
    ['the order of keys', { a: 1, b: 1 }, { b: 1, a: 1 }, { path: 'value keys in order[0]' }],
    [
      'an item too many',
      [1],
      [1, 2, 3],
      { path: 'value[1]', left: { note: 'nothing' }, right: { value: 2 } },
    ],
    ['a hole that is filled', [1, , 2], [1, undefined, 2], { path: 'value' }], // eslint-disable-line no-sparse-arrays
    ['in a Map', new Map([['a', 1]]), new Map([['a', 2]]), { path: 'value.entries[0][1]' }],
    ['the order of a Set', new Set([1, 2]), new Set([2, 1]), { path: 'value.values[0]' }],
    ['the message of an error', new Error('a'), new Error('b'), { path: 'value.message' }],
    ['a date', new Date(0), new Date(1), { path: 'value.value' }],
    ['a tag and its like', new Map(), { $type: 'Map', entries: [] }, { path: 'value' }],
    ['at the bottom of a pit', nested(200_000, 1), nested(200_000, 2), { right: { value: 2 } }],
    [
      'objects that are one and the same on one side',
      [twin, twin],
      [{ a: 1 }, { a: 1 }],
      {
        path: 'value[1]',
        left: { note: 'an object that stands elsewhere, too' },
        right: { note: 'an object of its own' },
      },
    ],
    ['the same, the other way round', [{ a: 1 }, { a: 1 }], [twin, twin], { path: 'value[1]' }],
  ])('%s', (_name, left, right, expected) => {
    expect(findDifference(left, right, 'value')).toMatchObject(expected);
  });

  it('of two cycles is found in the time of the longer one', { timeout: 5000 }, () => {
    // Lengths without a common factor would meet in a hundred million pairs.
    expect(findDifference(cycle(10_007), cycle(10_009), 'value')).toBeDefined();
  });
});
