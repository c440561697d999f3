import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anyValue } from '../testing/arbitrary-graph.js';
import { MalformedTextError } from './codec-errors.js';
import { decode } from './decode.js';
import { encode } from './encode.js';

const PROTOTYPES = [Object, Array, Map, Set, Error, Date, RegExp, String, Number, Function].map(
  (each) => each.prototype as object,
);
const lookOf = (): string => PROTOTYPES.map((each) => Reflect.ownKeys(each).map(String).join()).join('\n');
const LOOK = lookOf();

/** Reads a text that nobody of ours wrote: data or a MalformedTextError, and nothing else changes. */
function readForged(text: string): unknown {
  try {
    return decode(text);
  } catch (thrown) {
    expect(thrown).toBeInstanceOf(MalformedTextError);
    return undefined;
  } finally {
    expect(lookOf()).toBe(LOOK);
  }
}

describe('a forged text', () => {
  it.each<[string, string]>([
    ['nothing', ''],
    ['no mark', '1'],
    ['another mark', '!1'],
    ['no JSON', '={'],
    ['no roots', '#{}'],
    ['an empty list of roots', '#[]'],
    ['a root that nothing leads to', '#[1,[2]]'],
    ['a root that leads to itself', '#[{"$":["f",0]}]'],
    ['a root taken twice', '#[[{"$":["f",1]},{"$":["f",1]}],[]]'],
    ['a root that leads on', '#[{"$":["f",1]},{"$":["f",2]},[]]'],
    ['a root out of range', '#[{"$":["f",9]}]'],
    ['a root at a fraction', '#[{"$":["f",0.5]},[]]'],
    ['a root of a primitive', '#[{"$":["f",1]},5]'],
    ['a root of a constant', '#[{"$":["f",1]},{"$":-1}]'],
    ['a reference ahead', '#[[{"$":1},[]]]'],
    ['a reference beyond', '#[{"$":7}]'],
    ['a reference at a fraction', '#[[{"$":0.5}]]'],
    ['an unknown constant', '#[{"$":-7}]'],
    ['an absent value', '#[{"$":-6}]'],
    ['a special of null', '#[{"$":null}]'],
    ['a special of text', '#[{"$":"x"}]'],
    ['a special of object', '#[{"$":{}}]'],
    ['an empty special', '#[{"$":[]}]'],
    ['an unknown kind', '#[{"$":["z"]}]'],
    ['$ among other keys', '#[{"$":-1,"a":1}]'],
    ['a BigInt of words', '#[{"$":["i","ten"]}]'],
    ['a BigInt of a number', '#[{"$":["i",10]}]'],
    ['a pattern that is none', '#[{"$":["r","(",""]}]'],
    ['flags that are none', '#[{"$":["r","a","zz"]}]'],
    ['a pattern of objects', '#[{"$":["r",[],{}]}]'],
    ['base64 that is none', '#[{"$":["b","A"]}]'],
    ['a length below zero', '#[{"$":["s",-1]}]'],
    ['a length too great', '#[{"$":["s",4294967296]}]'],
    ['a length of text', '#[{"$":["s","3"]}]'],
    ['a second length', '#[{"$":["s",0,"length",4294967295]}]'],
    ['a boxed object', '#[{"$":["p",{}]}]'],
    ['a boxed null', '#[{"$":["p",null]}]'],
    ['a boxed reference', '#[[{"$":["p",{"$":0}]}]]'],
    ['a view on itself', '#[{"$":["v","Uint8Array",{"$":0},0,1]}]'],
    ['a view on an array', '#[{"$":["v","Uint8Array",[1,2],0,1]}]'],
    ['a view on a number', '#[{"$":["v","Uint8Array",1000000000,0,1]}]'],
    ['a view beyond its buffer', '#[{"$":["v","Uint8Array",{"$":["b","AAAA"]},0,4]}]'],
    ['a view that begins beyond', '#[{"$":["v","Uint8Array",{"$":["b","AAAA"]},4,0]}]'],
    ['a view before its buffer', '#[{"$":["v","Uint8Array",{"$":["b","AAAA"]},-1,1]}]'],
    ['a view between elements', '#[{"$":["v","Int16Array",{"$":["b","AAAA"]},1,1]}]'],
    ['a data view beyond its buffer', '#[{"$":["v","DataView",{"$":["b","AAAA"]},2,2]}]'],
    ['a view of another name', '#[{"$":["v","Array",{"$":["b","AAAA"]},0,1]}]'],
    ['a view of an inherited name', '#[{"$":["v","constructor",{"$":["b","AAAA"]},0,1]}]'],
    ['an error without texts', '#[{"$":["x",1,2,{"$":-6}]}]'],
    ['a key that is none', '#[{"$":["o",1,2]}]'],
  ])('%s is refused', (_, text) => {
    expect(() => decode(text)).toThrow(MalformedTextError);
  });

  it('of any kind does no harm', () => {
    const part = fc.constantFrom(
      ...[
        '{"$":',
        '["',
        '[',
        ']',
        '}',
        ',',
        '"',
        '0',
        '1',
        '-1',
        '2',
        '{}',
        '[]',
        'null',
        '"a"',
        '"__proto__"',
        '"length"',
      ],
      ...['o', 's', 'm', 'e', 'd', 'r', 'i', 'p', 'b', 'v', 'x', 'f'].map((kind) => `{"$":["${kind}",`),
      ...['"Uint8Array"', '"AAAA"', '"constructor"', '"toString"', '"99"', '4294967295', '1e400'],
    );
    const text = fc.tuple(
      fc.constantFrom('=', '#[', '#'),
      fc.array(part, { maxLength: 20 }),
      fc.constantFrom('', ']', ']}]'),
    );
    fc.assert(
      fc.property(text, ([mark, parts, end]) => void readForged(mark + parts.join('') + end)),
      { numRuns: 1500 },
    );
  });

  it('made of well-formed slots does no harm', () => {
    const { slot } = fc.letrec((tie) => ({
      slot: fc.oneof(
        { maxDepth: 5 },
        fc.constantFrom(0, 1, 'a', null, true, '__proto__', 'Uint8Array', 'AAAA', 4, 'length', '4294967294'),
        fc.array(tie('slot'), { maxLength: 4 }),
        fc.record({ $: fc.integer({ min: -7, max: 8 }) }),
        fc.record({ $: fc.tuple(fc.constantFrom(...'osmexvdrbpif'), tie('slot'), tie('slot'), tie('slot')) }),
        fc.dictionary(fc.constantFrom('a', '__proto__', 'constructor', 'then'), tie('slot'), { maxKeys: 2 }),
      ),
    }));
    fc.assert(
      fc.property(
        fc.array(slot, { minLength: 1, maxLength: 3 }),
        (roots) => void readForged('#' + JSON.stringify(roots)),
      ),
      { numRuns: 1500 },
    );
  });

  it('made of an honest one by one change does no harm', () => {
    fc.assert(
      fc.property(
        anyValue,
        fc.nat(),
        fc.constantFrom(...'0123456789[]{},":$-aefovx\\'),
        (value, at, unit) => {
          const text = encode(value, Infinity);
          const index = at % text.length;
          readForged(text.slice(0, index) + unit + text.slice(index + 1));
          readForged(text.slice(0, index) + text.slice(index + 1));
          readForged(text.slice(0, index));
        },
      ),
      { numRuns: 200 },
    );
  });

  it('builds own properties only', () => {
    const read = decode('#[{"$":["o","__proto__",{"a":1},"$",{"$":-1},"constructor",2]}]') as object;
    expect(Object.getPrototypeOf(read)).toBe(Object.prototype);
    expect(Object.keys(read)).toEqual(['__proto__', '$', 'constructor']);
    const plain = decode('#[{"__proto__":{"$":["m"]},"b":{"$":-1}}]') as object;
    expect(Object.getPrototypeOf(plain)).toBe(Object.prototype);
    expect(Object.getOwnPropertyDescriptor(plain, '__proto__')?.value).toBeInstanceOf(Map);
  });
});
