import { gives, givesWhat } from '../checks.js';
import type { ConformanceGroup } from '../conformance-case.js';

export const givenValues: ConformanceGroup = {
  name: 'named values, random and now',
  cases: [
    {
      name: 'hold what was named, and nothing of the service',
      source: `export function main(input, { env }) {
        const tries = [() => { env.STAGE = 'x' }, () => { env.MORE = 'x' }, () => { delete env.STAGE }].map((attempt) => { try { attempt() } catch (error) { return error.name } });
        return [{ ...env }, env.PATH, env.HOME, env.constructor === Object, tries];
      }`,
      options: { policy: { env: { STAGE: 'test', TEXT: 'ü\n"' } } },
      check: gives([
        { STAGE: 'test', TEXT: 'ü\n"' },
        undefined,
        undefined,
        true,
        ['TypeError', 'TypeError', 'TypeError'],
      ]),
    },
    {
      name: 'are empty when nothing was named',
      source: 'export const main = (input, { env }) => [Object.keys(env), Object.isFrozen(env)]',
      check: gives([[], true]),
    },
    {
      name: 'random is a number from 0 to 1, another one each time',
      source:
        'export const main = (input, { random }) => { const all = Array.from({ length: 50 }, () => random()); return [new Set(all).size, all.every((n) => n >= 0 && n < 1)] }',
      check: gives([50, true]),
    },
    {
      name: 'now is the time',
      source: 'export const main = (input, { now }) => [now(), Date.now()]',
      check: givesWhat((value: [number, number], { expect }) => {
        expect(Math.abs(value[0] - Date.now())).toBeLessThan(60_000);
        expect(value[1] - value[0]).toBeLessThan(1000);
      }),
    },
    {
      name: 'local time is UTC',
      needs: { deterministic: true },
      source: `export const main = () => [new Date(2020, 6, 1).getTimezoneOffset(), new Date(2020, 6, 1, 12).toISOString(), String(new Date(0)).slice(0, 33)]`,
      check: gives([0, '2020-07-01T12:00:00.000Z', 'Thu Jan 01 1970 00:00:00 GMT+0000']),
    },
  ],
};
