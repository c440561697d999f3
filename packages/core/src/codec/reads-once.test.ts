import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encode } from './encode.js';
import { decode } from './decode.js';
import { CannotCrossError } from './codec-errors.js';

/** Turns every own property into a getter that counts. */
function counted(value: unknown, counts: Map<string, number>, path = '$'): unknown {
  if (typeof value !== 'object' || value === null) return value;
  const target: object = Array.isArray(value) ? [] : {};
  for (const key of Object.keys(value)) {
    const inner = counted((value as Record<string, unknown>)[key], counts, `${path}.${key}`);
    Object.defineProperty(target, key, {
      enumerable: true,
      configurable: true,
      get() {
        counts.set(`${path}.${key}`, (counts.get(`${path}.${key}`) ?? 0) + 1);
        return inner;
      },
    });
  }
  return target;
}

describe('a property', () => {
  it('is read exactly once, so that what was checked is what is written', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 4 }), (json) => {
        const counts = new Map<string, number>();
        const value = counted({ json, none: undefined, $: 1 }, counts);
        expect(decode(encode(value, Infinity))).toEqual({ json, none: undefined, $: 1 });
        for (const [path, count] of counts) expect([path, count]).toEqual([path, 1]);
      }),
    );
  });

  it('of an error is read once', () => {
    const reads: string[] = [];
    const spy = (key: string, value: unknown): PropertyDescriptor => ({
      get: () => (reads.push(key), value),
    });
    const error = Object.defineProperties(new Error('x'), {
      name: spy('name', 'E'),
      message: spy('message', 'm'),
      cause: spy('cause', 1),
      stack: spy('stack', 's'),
    });
    encode(error, Infinity);
    expect(reads).toEqual(['name', 'message', 'cause']);
  });

  it('may not change its kind between two looks', () => {
    let looks = 0;
    const shifty = {
      get value() {
        looks += 1;
        return looks === 1 ? 'data' : () => undefined;
      },
    };
    expect(encode(shifty, 100)).toBe('={"value":"data"}');
  });

  it('that throws stops the writing with what it threw', () => {
    const reason = { odd: true };
    expect(() => encode({ a: 1, get b() { throw reason; } }, 100)).toThrow(expect.objectContaining(reason)); // prettier-ignore
  });
});

describe('a claim to be something else', () => {
  it.each([
    'Date',
    'RegExp',
    'Map',
    'Set',
    'ArrayBuffer',
    'DataView',
    'Number',
    'String',
    'Boolean',
    'BigInt',
    'Uint8Array',
  ])('by toStringTag makes no %s', (tag) => {
    const fake = Object.create({ [Symbol.toStringTag]: tag }) as object;
    expect(encode([Object.assign(fake, { a: 1 })], 100)).toBe('=[{"a":1}]');
  });

  it('by toJSON, valueOf or toString is not asked', () => {
    const no = (): never => {
      throw new Error('asked');
    };
    class Eager {
      a = 1;
    }
    Object.assign(Eager.prototype, { toJSON: no, valueOf: no, toString: no, [Symbol.toPrimitive]: no });
    expect(encode(new Eager(), 100)).toBe('={"a":1}');
    expect(() => encode({ toJSON: no }, 100)).toThrow(CannotCrossError);
  });

  it('by a proxy is read through the traps, or refused; its text can be read', () => {
    const lying = (length: unknown): unknown[] =>
      new Proxy([1], {
        get: (target, key) => (key === 'length' ? length : (Reflect.get(target, key) as unknown)),
      });
    expect(decode(encode(new Proxy({ a: 1 }, {}), 100))).toEqual({ a: 1 });
    for (const length of [-1, 0.5, NaN, 2 ** 33, '0],"injected",["', undefined, {}, 10n, Symbol('x')]) {
      try {
        expect(decode(encode([lying(length)], 1000))).toHaveLength(1);
      } catch (thrown) {
        expect(thrown).not.toHaveProperty('name', 'MalformedTextError');
      }
    }
  });
});
