import { gives, givesWhat } from '../checks.js';
import type { ConformanceGroup } from '../conformance-case.js';

export const logFunctions: ConformanceGroup = {
  name: 'functions',
  cases: [
    {
      name: 'show no source',
      source: `export const main = (_, { logger }) => [logger.info, console.log, console.error].map((f) =>
        Function.prototype.toString.call(f))`,
      check: givesWhat((texts: string[], { expect }) => {
        for (const text of texts) expect(text).toMatch(/^function \w*\(\) \{\s*\[native code\]\s*\}$/);
      }),
    },
    {
      name: 'are functions of this realm',
      source: `export const main = (_, { logger }) => [
        logger.info instanceof Function, Object.getPrototypeOf(console.log) === Function.prototype,
        Object.getPrototypeOf(console) === Object.prototype, logger.info.name]`,
      check: gives([true, true, true, 'info']),
    },
    {
      name: 'cannot be constructed, extended or replaced',
      source: `export const main = (_, { logger }) => [
        () => new logger.info('x'), () => { logger.info = 1 }, () => { console.log = 1 }, () => { logger.info.x = 1 },
        () => { delete console.log }, () => { console.table = 1 }, () => Object.setPrototypeOf(console, null),
      ].map((f) => { try { f(); return 'no' } catch (e) { return e instanceof TypeError } })`,
      check: givesWhat((caught: unknown[], { expect }) => {
        // Constructing a bound function logs at the most; what counts is that nothing can be changed.
        expect(caught.slice(1)).toStrictEqual([true, true, true, true, true, true]);
      }),
    },
    {
      name: 'work without their object',
      source: `export function main(_, { logger: { info } }) { const { log } = console; info('a'); log.call(null, 'b'); [1].forEach(log) }`,
      check: ({ logs }, { expect }) =>
        expect(logs.map(({ message }) => message)).toStrictEqual(['a', 'b', '1 0 [ 1 ]']),
    },
    {
      name: 'return nothing',
      source: 'export const main = (_, { logger }) => [console.log(1), logger.info(2)]',
      check: gives([undefined, undefined]),
    },
    {
      name: 'lead to no Function that compiles',
      source: `export function main(_, { logger }) {
        try { return typeof logger.info.constructor('return this')() } catch (e) { return e.name } }`,
      check: gives('PolicyViolation'),
    },
    {
      name: 'have no caller and no arguments',
      source: `export const main = () => ['caller', 'arguments'].map((key) => {
        try { const found = console.log[key]; return found == null ? 'nothing' : 'something' } catch (e) { return 'nothing' } })`,
      check: gives(['nothing', 'nothing']),
    },
    {
      name: 'console has exactly these functions',
      source:
        'export const main = (_, { logger }) => [Reflect.ownKeys(console).sort(), console === logger || Reflect.ownKeys(logger).sort().join()]',
      check: givesWhat(([keys, same]: [string[], unknown], { expect }) => {
        expect(keys).toStrictEqual(['debug', 'error', 'info', 'log', 'warn']);
        expect([true, 'debug,error,info,log,warn']).toContain(same);
      }),
    },
  ],
};
