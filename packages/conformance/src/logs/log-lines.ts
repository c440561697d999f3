import type { Check, ConformanceGroup } from '../conformance-case.js';

const lines =
  (...expected: readonly (readonly [level: string, message: string])[]): Check =>
  ({ logs }, { expect }) =>
    expect(logs.map(({ level, message }) => [level, message])).toStrictEqual(expected);

export const logLines: ConformanceGroup = {
  name: 'lines',
  cases: [
    {
      name: 'every level, through console and logger alike, in order',
      source: `export function main(input, { logger }) {
        for (const level of ['log', 'debug', 'info', 'warn', 'error']) { console[level]('c', level); logger[level]('l', level) } }`,
      check: lines(
        ['log', 'c log'], ['log', 'l log'], ['debug', 'c debug'], ['debug', 'l debug'], ['info', 'c info'],
        ['info', 'l info'], ['warn', 'c warn'], ['warn', 'l warn'], ['error', 'c error'], ['error', 'l error'],
      ), // prettier-ignore
    },
    {
      name: 'have only level, message and time',
      source: 'export const main = () => console.log("x")',
      check: ({ logs }, { expect }) =>
        expect(Object.keys(logs[0]!).sort()).toStrictEqual(['level', 'message', 'timestamp']),
    },
    {
      name: "of the module's own code come first",
      source: `console.log('module'); export function main() { console.log('main') }`,
      check: lines(['log', 'module'], ['log', 'main']),
    },
    {
      name: 'across awaits and timers stay in order',
      source: `export async function main() {
        console.log(1); await null; console.log(2); await new Promise((r) => setTimeout(r, 2)); console.log(3);
        queueMicrotask(() => console.log(4)); await null; await null; console.log(5) }`,
      check: lines(['log', '1'], ['log', '2'], ['log', '3'], ['log', '4'], ['log', '5']),
    },
    {
      name: 'have times that never go back and are of this run',
      tell: async ({ subject, expect }) => {
        const before = Date.now();
        const { logs } = await subject.run(`export async function main() {
          for (let i = 0; i < 20; i += 1) { console.log(i); if (i % 5 === 0) await new Promise((r) => setTimeout(r, 3)) } }`);
        const after = Date.now();
        const times = logs.map(({ timestamp }) => timestamp);
        expect(times).toStrictEqual([...times].sort((a, b) => a - b));
        for (const time of times)
          expect(Number.isInteger(time) && time >= before && time <= after).toBe(true);
        expect(times.at(-1)! - times[0]!).toBeGreaterThanOrEqual(8);
      },
    },
    {
      name: 'a forged clock changes no time',
      tell: async ({ subject, expect }) => {
        const { logs } = await subject.run(`export function main() {
          try { Date.now = () => 5 } catch {} try { Date.prototype.getTime = () => 6 } catch {}
          console.log(1) }`);
        expect(Math.abs(logs[0]!.timestamp - Date.now())).toBeLessThan(10_000);
      },
    },
    {
      name: 'written before an error are kept',
      source: `export function main() { console.warn('before'); throw new Error('x') }`,
      check: lines(['warn', 'before']),
    },
    {
      name: 'keep line breaks, control characters and lone surrogates as they are',
      source: `export const main = () => console.log('a\\nb\\r\\u001b[31m\\u2028\\0\\ud800')`,
      check: lines(['log', 'a\nb\r\u001b[31m\u2028\0\ud800']),
    },
  ],
};
