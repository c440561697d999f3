import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toTaggedJson } from './json-text.js';

const HOLES = [1, 2, 3];
delete HOLES[1];

const read = (value: unknown): unknown => JSON.parse(toTaggedJson(value));

describe('toTaggedJson', () => {
  it('writes JSON data as JSON.stringify does', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 6 }), (value) => {
        const data = JSON.parse(JSON.stringify(value)) as unknown;
        expect(JSON.parse(toTaggedJson(data))).toEqual(data);
      }),
    );
    const data = { a: [], b: {}, c: [1, { d: null }], e: '\n"' };
    expect(toTaggedJson(data)).toBe(JSON.stringify(data, null, 2));
  });

  it.each([
    ['undefined', undefined, { $type: 'undefined' }],
    ['NaN', NaN, { $type: 'number', value: 'NaN' }],
    ['infinity', -Infinity, { $type: 'number', value: '-Infinity' }],
    ['-0', -0, { $type: 'number', value: '-0' }],
    ['a bigint', 2n ** 70n, { $type: 'bigint', value: '1180591620717411303424' }],
    ['a date', new Date(0), { $type: 'Date', value: '1970-01-01T00:00:00.000Z' }],
    ['an invalid date', new Date(NaN), { $type: 'Date', value: null }],
    ['a pattern', /a+/gi, { $type: 'RegExp', source: 'a+', flags: 'gi' }],
    [
      'a map',
      new Map([['k', new Set([1])]]),
      { $type: 'Map', entries: [['k', { $type: 'Set', values: [1] }]] },
    ],
    ['bytes', new Uint8Array([1, 255]), { $type: 'Uint8Array', values: [1, 255] }],
    [
      'big elements',
      new BigInt64Array([1n]),
      { $type: 'BigInt64Array', values: [{ $type: 'bigint', value: '1' }] },
    ],
    ['a buffer', new Uint8Array([1, 2, 3]).buffer, { $type: 'ArrayBuffer', base64: 'AQID' }],
    ['a view', new DataView(new Uint8Array([1, 2, 3]).buffer, 1), { $type: 'DataView', base64: 'AgM=' }],
    ['a boxed number', Object(5), { $type: 'Number', value: 5 }],
    [
      'holes',
      HOLES,
      {
        $type: 'Array',
        length: 3,
        entries: [
          ['0', 1],
          ['2', 3],
        ],
      },
    ],
    ['a huge empty array', Array(2 ** 32 - 1), { $type: 'Array', length: 2 ** 32 - 1, entries: [] }],
    [
      'an error',
      new TypeError('no', { cause: 1 }),
      { $type: 'Error', name: 'TypeError', message: 'no', cause: 1 },
    ],
    ['a key $type', { $type: 'Map' }, { $type: 'Object', entries: [['$type', 'Map']] }],
    ['a key __proto__', JSON.parse('{"__proto__": 1}'), JSON.parse('{"__proto__": 1}')],
  ])('tags %s', (_name, value, expected) => {
    expect(read(value)).toEqual(expected);
  });

  it('names an object that is in a cycle, and refers to it', () => {
    const node: Record<string, unknown> = { name: 'root' };
    node.children = new Set([node]);
    expect(read({ node })).toEqual({
      node: {
        $type: 'shared',
        id: 1,
        value: { name: 'root', children: { $type: 'Set', values: [{ $type: 'ref', id: 1 }] } },
      },
    });
  });

  it('stays small for a small value that expands without end', () => {
    let value: unknown = {};
    for (let level = 0; level < 100; level += 1) value = [value, value];
    expect(toTaggedJson(value).length).toBeLessThan(100_000);
  });

  it('stays proportional to a deep value', () => {
    let value: unknown = Array.from({ length: 100 }, () => 1);
    for (let level = 0; level < 10_000; level += 1) value = { value };
    expect(toTaggedJson(value).length).toBeLessThan(200_000);
  });
});
