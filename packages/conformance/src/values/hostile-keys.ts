import { gives, givesWhat } from '../checks.js';
import type { ConformanceGroup } from '../conformance-case.js';

/** A parsed `__proto__` is an own property; nothing but `JSON.parse` makes one so easily. */
const polluting = (): unknown =>
  JSON.parse('{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":2}}}');

export const hostileKeys: ConformanceGroup = {
  name: 'hostile keys',
  cases: [
    {
      name: 'an own __proto__ in the input stays an own property',
      source: `export const main = (input) => [
        Object.keys(input), Object.getPrototypeOf(input) === Object.prototype, input.polluted, {}.polluted]`,
      prepare: () => ({ input: polluting() }),
      check: gives([['__proto__', 'constructor'], true, undefined, undefined]),
    },
    {
      name: 'an own __proto__ in the result pollutes nothing',
      source: `export const main = () => JSON.parse('{"a":[{"__proto__":{"polluted":1}}],"__proto__":[1]}')`,
      check: givesWhat((value: { a: object[] }, { expect }) => {
        expect(Object.getPrototypeOf(value)).toBe(Object.prototype);
        expect(Object.keys(value)).toStrictEqual(['a', '__proto__']);
        expect(Object.keys(value.a[0]!)).toStrictEqual(['__proto__']);
        expect(({} as { polluted?: number }).polluted).toBe(undefined);
      }),
    },
    {
      name: '__proto__ beside a value that JSON cannot carry',
      source: `export const main = () => [undefined, JSON.parse('{"__proto__":{"polluted":1}}')]`,
      check: givesWhat((value: [undefined, object], { expect }) => {
        expect(Object.getPrototypeOf(value[1])).toBe(Object.prototype);
        expect(Object.getOwnPropertyDescriptor(value[1], '__proto__')?.value).toStrictEqual({ polluted: 1 });
      }),
    },
    {
      name: '__proto__ as a named property of an array',
      source: `export const main = () => Object.defineProperty([1], '__proto__', { value: null, enumerable: true })`,
      check: givesWhat((value: unknown[], { expect }) => {
        expect(Array.isArray(value) && Object.getPrototypeOf(value) === Array.prototype).toBe(true);
        expect(Object.keys(value)).toStrictEqual(['0', '__proto__']);
      }),
    },
    ...[
      'constructor',
      'prototype',
      'hasOwnProperty',
      'toString',
      'valueOf',
      '$',
      'length',
      '__defineGetter__',
    ].map((key) => ({
      name: `the key ${key}`,
      source: `export const main = (input) => ({ ${key}: input.${key}, more: [undefined, { ${key}: 1n }] })`,
      prepare: () => ({ input: { [key]: 'in', other: new Map() } }),
      check: gives({ [key]: 'in', more: [undefined, { [key]: 1n }] }),
    })),
    {
      name: 'toJSON is a property like any other where it is data, and is not called',
      source: `export function main() {
        Object.prototype.toJSON = String.prototype.toJSON = Array.prototype.toJSON = () => 'forged';
        return { toJSON: 1, list: ['a'], big: 1n };
      }`,
      check: gives({ toJSON: 1, list: ['a'], big: 1n }),
    },
    {
      name: 'a `then` that is data does not make the result wait',
      source: 'export const main = () => ({ then: 1, inner: { then: "x" } })',
      check: gives({ then: 1, inner: { then: 'x' } }),
    },
    {
      name: 'setters on the prototypes see nothing of the service',
      source: `export function main() {
        const seen = [];
        for (const key of ['t', 'level', 'message', 'at', 'count', 'error', 'stack', 'path', 'found', 'bytes', 'name', 'data', 'cause', 'ms']) {
          for (const { prototype } of [Object, Array]) {
            Object.defineProperty(prototype, key, {
              __proto__: null, configurable: true, set(value) { seen.push([key, typeof value]) }, get: () => undefined });
          }
        }
        console.log('a %s', {}, [1]);
        try { structuredClone([undefined, { a: 1 }]) } catch {}
        setTimeout(() => {}, 1);
        return seen.length;
      }`,
      check: gives(0),
    },
  ],
};
