import { fails, gives } from '../checks.js';
import type { ConformanceGroup } from '../conformance-case.js';

export const counters: ConformanceGroup = {
  name: 'counted limits',
  cases: [
    {
      name: 'max_logs of 0 keeps none and counts all',
      source: 'export function main() { for (let i = 0; i < 5; i += 1) console.log(i); return 1 }',
      options: { max_logs: 0 },
      check: ({ outcome, logs, logs_dropped }, { expect }) => {
        expect(outcome).toStrictEqual({ ok: true, value: 1 });
        expect(logs).toHaveLength(0);
        expect(logs_dropped).toBe(5);
      },
    },
    {
      name: 'max_log_bytes of 0 keeps empty lines only',
      source: 'export function main() { console.log(""); console.log("a"); console.log(""); }',
      options: { max_log_bytes: 0 },
      check: ({ logs, logs_dropped }, { expect }) => {
        expect(logs.map(({ message }) => message)).toStrictEqual(['', '']);
        expect(logs_dropped).toBe(1);
      },
    },
    {
      name: 'the smallest result cap still lets one digit pass',
      source: 'export const main = () => 7',
      options: { max_result_bytes: 2 },
      check: gives(7),
    },
    {
      name: 'limits of one run do not hold for the next',
      source: 'export const main = () => "x".repeat(1000)',
      options: { max_result_bytes: 10 },
      check: async (result, tools) => {
        await fails('OUTPUT_LIMIT')(result, tools);
        const { outcome } = await tools.subject.run('export const main = () => "x".repeat(1000)');
        tools.expect(outcome).toStrictEqual({ ok: true, value: 'x'.repeat(1000) });
      },
    },
    {
      name: 'what an error shows counts for no limit of the result',
      source: 'export const main = () => { throw new Error("long ".repeat(100)) }',
      options: { max_result_bytes: 10 },
      check: fails('RUNTIME_ERROR', { message: 'long '.repeat(100) }),
    },
  ],
};
