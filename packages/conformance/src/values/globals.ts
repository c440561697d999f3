import { fails, gives, givesWhat } from '../checks.js';
import type { ConformanceGroup } from '../conformance-case.js';

const config = (): Record<string, unknown> => ({
  config: {
    list: [1, { deep: true }],
    map: new Map([['k', { v: 1 }]]),
    set: new Set([1]),
    date: new Date(5),
  },
  RATE: 2,
});

const throwsFor = (statement: string): string =>
  `(() => { try { ${statement}; return 'no' } catch (e) { return e.name } })()`;

export const globalsAsData: ConformanceGroup = {
  name: 'globals',
  cases: [
    {
      name: 'are there by name and on globalThis',
      source: `export const main = () => [RATE, globalThis.RATE, config.list[1].deep, config.map.get('k').v, config.set.has(1)]`,
      prepare: () => ({ globals: config() }),
      check: gives([2, 2, true, 1, true]),
    },
    {
      name: 'bindings cannot be reassigned, deleted or redefined',
      // Contexts of some versions of Node are silent where strict code expects an error; the binding stays either way.
      source: `export const main = () => {
        try { delete globalThis.RATE } catch {}
        try { globalThis.RATE = 3 } catch {}
        return [${throwsFor('RATE = 3')}, ${throwsFor("Object.defineProperty(globalThis, 'RATE', { value: 3 })")}, RATE];
      }`,
      prepare: () => ({ globals: config() }),
      check: gives(['TypeError', 'TypeError', 2]),
    },
    {
      name: 'are frozen all the way down',
      source: `export const main = () => [
        ${throwsFor('config.x = 1')}, ${throwsFor('config.list[1].deep = 1')}, ${throwsFor('config.list.push(1)')},
        ${throwsFor("config.map.set('a', 1)")}, ${throwsFor('config.map.clear()')}, ${throwsFor("config.map.get('k').v = 2")},
        ${throwsFor('config.set.add(2)')}, ${throwsFor('config.set.delete(1)')}]`,
      prepare: () => ({ globals: config() }),
      check: gives(Array.from({ length: 8 }, () => 'TypeError')),
    },
    {
      name: 'a Map among them cannot be changed by the methods of another',
      source: `export function main() {
        try { Map.prototype.set.call(config.map, 'x', 1) } catch {}
        return [typeof config.map.get('k'), config.map.size >= 1];
      }`,
      prepare: () => ({ globals: config() }),
      check: gives(['object', true]),
    },
    {
      name: "the caller's own objects are not frozen and not changed",
      source: `export const main = () => { try { config.list.push(2) } catch {} return config.list.length }`,
      prepare: () => ({ globals: config() }),
      check: givesWhat((value, { expect }) => expect(value).toBe(2)),
    },
    {
      name: 'a name of the host that is granted as data is that data',
      source: 'export const main = () => [process.env.MODE, typeof process]',
      options: { globals: { process: { env: { MODE: 'test' } } } },
      check: gives(['test', 'object']),
    },
    {
      name: 'a local of the same name hides a global',
      source: 'const RATE = 10; export const main = () => [RATE, globalThis.RATE]',
      options: { globals: { RATE: 2 } },
      check: gives([10, 2]),
    },
    {
      name: 'shared references among globals stay shared',
      source: 'export const main = () => a.x === b',
      prepare: () => {
        const b = { n: 1 };
        return { globals: { a: { x: b }, b } };
      },
      check: gives(true),
    },
    {
      name: 'a function among them is refused, with its path',
      source: 'export const main = () => 1',
      options: { globals: { api: { load: () => 1 } } },
      check: fails('INVALID_INPUT', { details: { in: 'globals', path: '$.api.load', found: 'a function' } }),
    },
  ],
};
