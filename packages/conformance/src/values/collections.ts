import { gives, givesWhat } from '../checks.js';
import type { ConformanceGroup } from '../conformance-case.js';
import { roundTrip } from './round-trip.js';

export const collections: ConformanceGroup = {
  name: 'Map, Set, Date and RegExp',
  cases: [
    roundTrip({
      name: 'Map in order, with keys of every kind',
      value: () => new Map<unknown, unknown>([['b', 1], ['a', 2], [NaN, 3], [1n, 4], [null, undefined]]), // prettier-ignore
      inside: 'input instanceof Map && [...input.values()].join() === "1,2,3,4," && input.get(NaN) === 3',
      back: (value: Map<unknown, unknown>, expect) =>
        expect([...value.values()]).toStrictEqual([1, 2, 3, 4, undefined]),
    }),
    roundTrip({
      name: 'Map with objects as keys, and Maps in Maps',
      value: () => new Map<unknown, unknown>([[{ k: 1 }, new Map([[[1], new Set([new Map()])]])]]),
      inside: '[...input.keys()][0].k === 1 && [...input.values()][0] instanceof Map',
      back: (value: Map<unknown, unknown>, expect) => expect([...value.keys()]).toStrictEqual([{ k: 1 }]),
    }),
    roundTrip({
      name: 'Set in order',
      value: () => new Set<unknown>([3, 1, '1', NaN, undefined]),
      inside: 'input instanceof Set && input.size === 5 && [...input][0] === 3 && input.has(NaN)',
      back: (value: Set<unknown>, expect) => expect([...value]).toStrictEqual([3, 1, '1', NaN, undefined]),
    }),
    {
      name: 'a Map that holds itself and shares its keys',
      source: `export function main() {
        const key = {}; const map = new Map([[key, 1]]); map.set('self', map); return { map, key } }`,
      check: givesWhat(({ map, key }: { map: Map<unknown, unknown>; key: object }, { expect }) => {
        expect(map.get('self')).toBe(map);
        expect(map.get(key)).toBe(1);
      }),
    },
    roundTrip({
      name: 'Date',
      value: () => [new Date(0), new Date(-62_135_596_800_001), new Date(8.64e15)],
      inside: 'input[0] instanceof Date && input[2].getTime() === 8.64e15',
    }),
    {
      name: 'an invalid Date',
      source: 'export const main = (input) => [Number.isNaN(input.getTime()), input]',
      options: { input: new Date(NaN) },
      check: givesWhat(([isInvalid, date]: [boolean, Date], { expect }) => {
        expect(isInvalid).toBe(true);
        expect(date instanceof Date).toBe(true);
        expect(date.getTime()).toBe(NaN);
      }),
    },
    roundTrip({
      name: 'RegExp with its flags',
      value: () => [/a\/b[\n]/gimsuy, /(?<n>x)\k<n>/, new RegExp('')],
      inside: 'input[0] instanceof RegExp && input[0].flags === "gimsuy" && input[1].test("xx")',
    }),
    {
      name: 'lastIndex does not cross, as in a structured clone',
      source: 'export const main = () => { const r = /a/g; r.exec("aa"); return r }',
      check: givesWhat((value: RegExp, { expect }) => expect(value.lastIndex).toBe(0)),
    },
    {
      name: 'subclasses cross as what they extend',
      source: `class Bag extends Map { extra = 1 } class Bits extends Uint8Array {}
        export const main = () => [new Bag([[1, 2]]), new Bits([3])]`,
      check: gives([new Map([[1, 2]]), new Uint8Array([3])]),
    },
    {
      name: 'a false Symbol.toStringTag changes nothing',
      source: `export const main = () => [
        { a: 1, [Symbol.toStringTag]: 'Map' }, Object.defineProperty(new Map([[1, 2]]), Symbol.toStringTag, { value: 'Date' }).size,
        { b: 2, [Symbol.toStringTag]: 'Error' }.b]`,
      check: gives([{ a: 1 }, 1, 2]),
    },
    {
      name: 'replaced methods of the prototypes are not asked',
      source: `export function main() {
        const forged = () => { throw new Error('asked') };
        const value = { map: new Map([[1, 2]]), set: new Set([3]), date: new Date(4), list: [5] };
        Map.prototype.forEach = Map.prototype.entries = Map.prototype[Symbol.iterator] = forged;
        Set.prototype.forEach = Date.prototype.getTime = Date.prototype.toJSON = JSON.stringify = forged;
        Array.prototype[Symbol.iterator] = Array.prototype.map = Object.keys = forged;
        return value;
      }`,
      check: gives({ map: new Map([[1, 2]]), set: new Set([3]), date: new Date(4), list: [5] }),
    },
  ],
};
