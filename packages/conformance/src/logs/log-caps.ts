import type { ConformanceGroup } from '../conformance-case.js';

const KIB = 1024;
const bytesOf = (text: string): number => new TextEncoder().encode(text).length;

export const logCaps: ConformanceGroup = {
  name: 'caps',
  cases: [
    {
      name: '100 lines by default, the rest is counted exactly',
      source: 'export function main() { for (let i = 0; i < 1234; i += 1) console.log(i) }',
      check: ({ logs, logs_dropped }, { expect }) => {
        expect(logs).toHaveLength(100);
        expect(logs[99]!.message).toBe('99');
        expect(logs_dropped).toBe(1134);
      },
    },
    {
      name: 'console and logger share one count',
      source: `export function main(_, { logger }) { for (let i = 0; i < 10; i += 1) { console.log(i); logger.error(i) } }`,
      options: { max_logs: 7 },
      check: ({ logs, logs_dropped }, { expect }) =>
        expect([logs.length, logs_dropped]).toStrictEqual([7, 13]),
    },
    {
      name: 'a line over 16 KiB is cut and marked',
      source: `export const main = () => { console.log('x'.repeat(100000)); console.log('short') }`,
      check: ({ logs }, { expect }) => {
        expect(logs).toHaveLength(2);
        expect(bytesOf(logs[0]!.message)).toBeLessThanOrEqual(16 * KIB);
        expect(bytesOf(logs[0]!.message)).toBeGreaterThan(15 * KIB);
        expect(logs[0]!.message.endsWith('…')).toBe(true);
      },
    },
    {
      name: 'a line of exactly 16 KiB is whole',
      source: `export const main = () => console.log('x'.repeat(16384))`,
      check: ({ logs }, { expect }) => expect(logs[0]!.message).toBe('x'.repeat(16_384)),
    },
    {
      name: 'bytes are counted, and no character is cut in two',
      source: `export const main = () => { console.log('\\u20ac'.repeat(10000)); console.log('\\u{1F600}'.repeat(10000)) }`,
      check: ({ logs }, { expect }) => {
        for (const { message } of logs) {
          expect(bytesOf(message)).toBeLessThanOrEqual(16 * KIB);
          expect(message).not.toMatch(
            /[\uD800-\uDFFF](?![\uDC00-\uDFFF])(?<![\uD800-\uDBFF][\uDC00-\uDFFF])/,
          );
        }
        expect(logs[0]!.message).toMatch(/^€+…$/);
        expect(logs[1]!.message).toMatch(/^\u{1F600}+…$/u);
      },
    },
    {
      name: 'all lines together stay below max_log_bytes',
      source: `export function main() { for (let i = 0; i < 20; i += 1) console.log('x'.repeat(100)); console.log('end') }`,
      options: { max_log_bytes: 1050 },
      check: ({ logs, logs_dropped }, { expect }) => {
        expect(logs.map(({ message }) => message.length)).toStrictEqual([
          100, 100, 100, 100, 100, 100, 100, 100, 100, 100, 3,
        ]);
        expect(logs_dropped).toBe(10);
      },
    },
    {
      name: 'a 900 KB string in an object is cut',
      source: `export const main = () => console.log({ text: 'x'.repeat(900000), more: 1 })`,
      check: ({ logs }, { expect }) => expect(bytesOf(logs[0]!.message)).toBeLessThanOrEqual(16 * KIB),
    },
    {
      name: 'a million dropped lines are counted and cost no other run',
      source: 'export function main() { for (let i = 0; i < 1000000; i += 1) console.log(1); return "done" }',
      options: { max_logs: 1, timeout_ms: 10_000 },
      check: ({ outcome, logs, logs_dropped }, { expect }) => {
        expect(outcome).toStrictEqual({ ok: true, value: 'done' });
        expect([logs.length, logs_dropped]).toStrictEqual([1, 999_999]);
      },
    },
  ],
};
