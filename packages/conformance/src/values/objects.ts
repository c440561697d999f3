import { gives, givesWhat } from '../checks.js';
import type { ConformanceGroup } from '../conformance-case.js';
import { roundTrip } from './round-trip.js';

interface Node {
  self?: unknown;
  list: unknown[];
  map: Map<unknown, unknown>;
}

function cyclic(): Node {
  const node: Node = { list: [], map: new Map() };
  node.self = node;
  node.list.push(node, node.list);
  node.map.set(node, node.map);
  return node;
}

const NESTED = `let value = {}; for (let i = 0; i < 20000; i += 1) value = i % 2 ? [value] : { value };`;

function depthOf(value: unknown): number {
  let depth = 0;
  for (let at = value; typeof at === 'object' && at !== null; depth += 1) at = Object.values(at)[0];
  return depth;
}

function nested(depth: number): unknown {
  let value: unknown = {};
  for (let index = 0; index < depth; index += 1) value = [value];
  return value;
}

export const objects: ConformanceGroup = {
  name: 'objects and arrays',
  cases: [
    roundTrip({
      name: 'nested data',
      value: () => ({ a: [1, { b: [[], {}, null] }], 'odd key': { '': 0, 0: 'zero' } }),
      inside: 'input.a[1].b.length === 3 && input["odd key"][""] === 0',
    }),
    roundTrip({
      name: 'the order of keys',
      value: () => ({ z: 1, 10: 2, a: 3, 2: 4 }),
      inside: 'Object.keys(input).join() === "2,10,z,a"',
      back: (value, expect) => expect(Object.keys(value)).toStrictEqual(['2', '10', 'z', 'a']),
    }),
    {
      name: 'cycles through objects, arrays and maps',
      source: `export function main(input) {
        if (input.self !== input || input.list[1] !== input.list || input.map.get(input) !== input.map) throw new Error('torn');
        return input;
      }`,
      prepare: () => ({ input: cyclic() }),
      check: givesWhat((value: Node, { expect }) => {
        expect(value.self).toBe(value);
        expect(value.list[0]).toBe(value);
        expect(value.list[1]).toBe(value.list);
        expect(value.map.get(value)).toBe(value.map);
      }),
    },
    {
      name: 'an object that is met twice stays one',
      source:
        'export const main = ([a, b]) => { const c = { x: 1 }; return { same: a === b, c, again: [c, { c }] } }',
      prepare: () => {
        const shared = { n: 1 };
        return { input: [shared, shared] };
      },
      check: givesWhat((value: { same: boolean; c: object; again: [object, { c: object }] }, { expect }) => {
        expect(value.same).toBe(true);
        expect(value.again[0]).toBe(value.c);
        expect(value.again[1].c).toBe(value.c);
      }),
    },
    roundTrip({
      name: 'arrays with holes',
      // oxlint-disable-next-line no-sparse-arrays -- the subject of the case
      value: () => [1, , 3, ,],
      inside: 'input.length === 4 && !(1 in input) && !(3 in input)',
      back: (value, expect) => expect(1 in (value as unknown[])).toBe(false),
    }),
    roundTrip({
      name: 'arrays with named properties',
      value: () => Object.assign([1, 2], { index: 0, input: 'x', '-1': true }),
      inside: 'input.length === 2 && input.input === "x" && input[-1] === true',
      back: (value, expect) => expect(Object.keys(value)).toStrictEqual(['0', '1', 'index', 'input', '-1']),
    }),
    {
      name: 'the longest sparse array costs nothing',
      source: 'export const main = (input) => { input[7] = 1; return [input.length, input] }',
      prepare: () => ({ input: Object.assign([], { length: 2 ** 32 - 1 }) }),
      check: givesWhat((value: [number, unknown[]], { expect }, { duration_ms }) => {
        expect(value[0]).toBe(2 ** 32 - 1);
        expect(value[1]).toHaveLength(2 ** 32 - 1);
        expect(Object.keys(value[1])).toStrictEqual(['7']);
        expect(duration_ms).toBeLessThan(1000);
      }),
    },
    {
      name: 'results nested 20,000 deep',
      source: `export function main() { ${NESTED} return value }`,
      check: givesWhat((value, { expect }) => expect(depthOf(value)).toBe(20_001)),
    },
    {
      name: 'input nested 20,000 deep',
      source:
        'export function main(input) { let depth = 0; for (; input; depth += 1) input = input[0]; return depth }',
      prepare: () => ({ input: nested(20_000) }),
      check: gives(20_001),
    },
    {
      name: 'instances of classes become plain objects with their own properties',
      source: `class Point { #secret = 1; constructor() { this.x = 1 } get double() { return 2 } method() {} }
        export const main = () => new Point()`,
      check: gives({ x: 1 }),
    },
    {
      name: 'null-prototype objects become plain objects',
      source: `export const main = (input) => [
        Object.getPrototypeOf(input) === Object.prototype, Object.assign(Object.create(null), { b: 2 })]`,
      prepare: () => ({ input: Object.assign(Object.create(null), { a: 1 }) as object }),
      check: gives([true, { b: 2 }]),
    },
    {
      name: 'inherited, symbol and non-enumerable properties stay behind',
      source: `export const main = () => Object.defineProperty(
        Object.assign(Object.create({ inherited: 1 }), { own: 2, [Symbol('s')]: 3 }), 'hidden', { value: 4 })`,
      check: gives({ own: 2 }),
    },
    {
      name: 'getters run inside and give their value',
      source: 'let n = 0; export const main = () => ({ get a() { n += 1; return n }, b: 1 })',
      check: gives({ a: 1, b: 1 }),
    },
    {
      name: 'getters of the input run outside, before the codelet',
      source: `export const main = (input) => [input.a, Object.getOwnPropertyDescriptor(input, 'a').get]`,
      prepare: () => ({
        input: {
          get a() {
            return 'read';
          },
        },
      }),
      check: gives(['read', undefined]),
    },
    {
      name: 'a proxy is read through its traps',
      needs: { global: 'Proxy' },
      source: `export const main = () => new Proxy({ a: 1 }, { get: (target, key) => key + '!' })`,
      check: gives({ a: 'a!' }),
    },
    {
      name: 'arguments and array-likes are plain data',
      source: 'export function main() { return (function () { return arguments })(1, 2) }',
      check: gives({ 0: 1, 1: 2 }),
    },
  ],
};
