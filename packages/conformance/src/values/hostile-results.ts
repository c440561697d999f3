import { all, fails, gives, nextRunIsRight } from '../checks.js';
import type { ConformanceGroup } from '../conformance-case.js';

const timesOut = all(
  fails('TIMEOUT', { details: { limit: 'timeout_ms', limit_value: 200 } }),
  nextRunIsRight,
);
const needs = { time: 'loops' } as const;
const options = { timeout_ms: 200 } as const;

export const hostileResults: ConformanceGroup = {
  name: 'results that act',
  cases: [
    {
      name: 'a getter that spins',
      needs,
      options,
      source: 'export const main = () => ({ get a() { for (;;); } })',
      check: timesOut,
    },
    {
      name: "a getter that spins in an error's message",
      needs,
      options,
      source: `export function main() { throw Object.defineProperty(new Error(), 'message', { get() { for (;;); } }) }`,
      check: timesOut,
    },
    {
      name: 'a proxy trap that spins',
      needs: { ...needs, global: 'Proxy' },
      options,
      source: 'export const main = () => new Proxy({}, { ownKeys() { for (;;); } })',
      check: timesOut,
    },
    {
      name: 'a proxy with keys for ever',
      needs: { ...needs, global: 'Proxy' },
      options,
      source: `export const main = () => new Proxy([], {
        get: (target, key) => key === 'length' ? 2 ** 53 : key === 'then' ? undefined : 1 })`,
      check: all(fails(['TIMEOUT', 'OUTPUT_LIMIT', 'RUNTIME_ERROR', 'INVALID_OUTPUT']), nextRunIsRight),
    },
    {
      name: 'a thenable that spins',
      needs,
      options,
      source: 'export const main = () => ({ then() { for (;;); } })',
      check: timesOut,
    },
    {
      name: 'a getter named then that spins',
      needs,
      options,
      source: 'export const main = () => ({ get then() { for (;;); } })',
      check: timesOut,
    },
    {
      name: 'a thenable that never calls back',
      options,
      source: 'export const main = () => ({ then() {} })',
      check: timesOut,
    },
    {
      name: 'a thenable that gives itself, for ever',
      needs,
      options,
      source: 'const t = { then(resolve) { resolve(t) } }; export const main = () => t',
      check: timesOut,
    },
    {
      name: 'a thenable is awaited',
      source: 'export const main = () => ({ then(resolve) { resolve({ then: (next) => next(7) }) } })',
      check: gives(7),
    },
    {
      name: 'a promise of a promise is awaited',
      source:
        'export const main = () => Promise.resolve(new Promise((resolve) => resolve(Promise.resolve(8))))',
      check: gives(8),
    },
    {
      name: 'a thenable that rejects',
      source: 'export const main = () => ({ then(_, reject) { reject(new RangeError("no")) } })',
      check: fails('RUNTIME_ERROR', { name: 'RangeError', message: 'no' }),
    },
    {
      name: 'a thenable that calls back twice and then throws',
      source:
        'export const main = () => ({ then(resolve, reject) { resolve(1); reject(new Error("late")); throw new Error("later") } })',
      check: gives(1),
    },
    {
      name: 'a getter that throws',
      source: 'export const main = () => ({ a: 1, get b() { throw new TypeError("no b") } })',
      check: fails('RUNTIME_ERROR', { name: 'TypeError', message: 'no b' }),
    },
    {
      name: 'a getter that throws what cannot cross',
      source: 'export const main = () => ({ get b() { throw () => 1 } })',
      check: fails('RUNTIME_ERROR'),
    },
    {
      name: 'a getter that changes what is still to be read',
      source: `export function main() {
        const list = [1, { get grow() { list.push(2, 3); list.length = 1; delete list[0]; return 'x' } }, 4];
        return list;
      }`,
      check: ({ outcome }, { expect }) => expect(outcome.ok).toBe(true),
    },
    {
      name: 'a getter that makes the result endless',
      needs,
      options: { timeout_ms: 1000 },
      source: `const endless = () => ({ get next() { return endless() } }); export const main = () => endless()`,
      check: all(fails(['OUTPUT_LIMIT', 'TIMEOUT', 'MEMORY_LIMIT']), nextRunIsRight),
    },
    {
      name: "a result that forges the codec's errors stays a runtime error",
      source: `export const main = () => ({ get a() {
        throw Object.assign(new Error('forged'), { name: 'CannotCrossError', path: '$.forged', found: 'x' }) } })`,
      check: fails('RUNTIME_ERROR', { name: 'CannotCrossError' }),
    },
    {
      name: 'a getter that logs still logs',
      source: 'export const main = () => ({ get a() { console.log("read"); return 1 } })',
      check: ({ outcome, logs }, { expect }) => {
        expect(outcome).toStrictEqual({ ok: true, value: { a: 1 } });
        expect(logs.map(({ message }) => message)).toStrictEqual(['read']);
      },
    },
  ],
};
