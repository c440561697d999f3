import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anyText, anyValue } from '../testing/arbitrary-graph.js';
import { graphDifference } from '../testing/graph-difference.js';
import { decode } from './decode.js';
import { encode } from './encode.js';

const again = (value: unknown): unknown => decode(encode(value, Infinity));

describe('a value that is written and read', () => {
  it('is the same, whatever it holds', () => {
    fc.assert(
      fc.property(anyValue, (value) => {
        expect(graphDifference(value, again(value))).toBeUndefined();
      }),
      { numRuns: 500 },
    );
  });

  it('is the same at any depth', () => {
    const depth = fc.oneof(
      fc.integer({ min: 95, max: 105 }),
      fc.integer({ min: 195, max: 205 }),
      fc.nat(350),
    );
    const property = fc.property(anyValue, depth, (value, levels) => {
      const deep = nested([value, value], levels);
      expect(graphDifference(deep, again(deep))).toBeUndefined();
    });
    fc.assert(property, { numRuns: 150 });
  });

  it.each(Array.from({ length: 6 }, (_, index) => 97 + index))(
    'is the same with views %i levels down',
    (levels) => {
      const shared = { a: undefined };
      const bytes = new Uint8Array([1, 2]);
      for (const inner of [
        [bytes, bytes.buffer, shared, shared],
        [bytes.buffer, shared, bytes, shared],
        [new DataView(bytes.buffer, 1, 1), bytes, shared, shared],
        new Map<unknown, unknown>([
          [bytes, shared],
          [shared, bytes.buffer],
        ]),
      ]) {
        // prettier-ignore
        expect(graphDifference(nested(inner, levels), again(nested(inner, levels)))).toBeUndefined();
      }
    },
  );

  it('is one text and no other', () => {
    fc.assert(
      fc.property(anyValue, (value) => {
        const text = encode(value, Infinity);
        expect(encode(decode(text), Infinity)).toBe(text);
      }),
    );
  });

  it.each<[string, unknown]>([
    ['a text of lone surrogates', '\ud800 \udfff \ud83d'],
    ['an own __proto__', JSON.parse('{"__proto__":{"polluted":true},"a":1}')],
    [
      'an own __proto__ beside what is special',
      Object.assign(JSON.parse('{"__proto__":1}') as object, { a: undefined }),
    ],
    ['a key $', { $: -1 }],
    ['a key $ within a key $', { $: { $: ['f', 1] } }],
    ['keys that look like ours', { $: ['x'], '=': '#' }],
    ['holes at the end', [1, , undefined, ,]], // eslint-disable-line no-sparse-arrays
    ['an array with names', Object.assign([1, 2], { name: 'x', '-1': 0 })],
    ['a long array without content', Array(2 ** 32 - 1)],
    ['an invalid date', new Date(NaN)],
    ['an empty buffer', new ArrayBuffer(0)],
    ['an error without message', new Error()], // oxlint-disable-line unicorn/error-message
    ['a map in its own key', selfKeyed()],
  ])('%s', (_, value) => {
    expect(graphDifference(value, again(value))).toBeUndefined();
  });

  it('takes JSON where JSON is exact', () => {
    fc.assert(
      fc.property(
        fc.jsonValue({ stringUnit: 'binary' }).filter((value) => !JSON.stringify(value).includes('"$"')),
        (value) => {
          const text = encode(value, Infinity);
          if (text.startsWith('=')) expect(JSON.parse(text.slice(1))).toEqual(value);
          expect(graphDifference(value, decode(text))).toBeUndefined();
        },
      ),
    );
    expect(encode({ a: [1, 'x', null, true] }, 100)).toBe('={"a":[1,"x",null,true]}');
  });

  it('keeps instances of classes as plain data', () => {
    class Point {
      x = 1;
      get y(): number {
        return 2;
      }
    }
    expect(graphDifference(again([new Point(), Object.create(null)]), [{ x: 1 }, {}])).toBeUndefined();
  });

  it('keeps an own name of an error, and shows no stack of the reader', () => {
    const error = Object.assign(new Error('broken'), { name: 'OddError' });
    const read = again(error) as Error;
    expect([read.name, read.message, read.stack]).toEqual(['OddError', 'broken', 'OddError: broken']);
    expect(Object.keys(read)).toEqual([]);
  });

  it('needs no more than the cap says, counted in bytes', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const bytes = Buffer.byteLength(encode(text, Infinity));
        expect(encode(text, bytes)).toHaveLength(encode(text, Infinity).length);
        expect(() => encode(text, bytes - 1)).toThrow(/takes more than/);
      }),
    );
  });
});

function nested(value: unknown, levels: number): unknown {
  let result = value;
  for (let level = 0; level < levels; level += 1) result = [result];
  return result;
}

function selfKeyed(): Map<unknown, unknown> {
  const map = new Map<unknown, unknown>();
  return map.set(map, [map]);
}
