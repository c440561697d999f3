import { nextRunIsRight } from '../checks.js';
import type { ConformanceGroup } from '../conformance-case.js';
import type { RunResult } from '../subject.js';

export const logStream: ConformanceGroup = {
  name: 'stream',
  cases: [
    {
      name: 'on_log gets each line while the codelet still runs',
      needs: { time: 'loops', service_acts_meanwhile: true },
      tell: async ({ subject, expect }) => {
        // The codelet never ends by itself: that the abort came shows that the line was there before the end.
        const controller = new AbortController();
        const seen: string[] = [];
        const { outcome, logs } = await subject.run(
          'export function main() { console.info("busy"); for (;;); }',
          {
            timeout_ms: 20_000,
            signal: controller.signal,
            on_log: ({ level, message }) => {
              seen.push(`${level} ${message}`);
              controller.abort();
            },
          },
        );
        expect(outcome).toMatchObject({ error: { code: 'ABORTED' } });
        expect(seen).toStrictEqual(['info busy']);
        expect(logs).toHaveLength(1);
      },
    },
    {
      name: 'on_log gets the same lines in the same order as the result',
      tell: async ({ subject, expect }) => {
        const seen: unknown[] = [];
        const { logs } = await subject.run(
          'export async function main() { for (let i = 0; i < 30; i += 1) { console.log(i); await null } }',
          { max_logs: 20, on_log: (log) => seen.push(log) },
        );
        expect(seen).toStrictEqual([...logs]);
        expect(seen).toHaveLength(20);
      },
    },
    {
      name: 'an on_log that throws or rejects harms nobody',
      tell: async ({ subject, expect }) => {
        const run = (on_log: () => unknown): Promise<RunResult> =>
          subject.run('export function main() { console.log(1); console.log(2); return 3 }', {
            on_log: on_log as () => void,
          });
        const throwing = await run(() => {
          throw new Error('listener');
        });
        const rejecting = await run(() => Promise.reject(new Error('listener')));
        for (const { outcome, logs } of [throwing, rejecting]) {
          expect(outcome).toStrictEqual({ ok: true, value: 3 });
          expect(logs).toHaveLength(2);
        }
      },
    },
    {
      name: 'lines before a timeout are in the result',
      needs: { time: 'loops' },
      source: 'export function main() { console.log("one"); console.log("two"); for (;;); }',
      options: { timeout_ms: 200 },
      check: ({ outcome, logs }, { expect }) => {
        expect(outcome).toMatchObject({ error: { code: 'TIMEOUT' } });
        expect(logs.map(({ message }) => message)).toStrictEqual(['one', 'two']);
      },
    },
    {
      name: 'a hundred lines before a timeout are all in the result',
      needs: { time: 'loops' },
      source: `export function main() { for (let i = 0; i < 100; i += 1) console.log('x'.repeat(5000) + i); for (;;); }`,
      options: { timeout_ms: 2000 },
      check: ({ logs }, { expect }) => {
        expect(logs).toHaveLength(100);
        expect(logs[99]!.message.endsWith('x99')).toBe(true);
      },
    },
    {
      name: 'lines before a memory kill are in the result',
      needs: { memory: true },
      source:
        'export function main() { console.log("one"); const a = []; for (;;) a.push(new Uint8Array(2 ** 20).fill(1)) }',
      options: { timeout_ms: 20_000, memory_mb: 64 },
      check: ({ outcome, logs }, { expect }) => {
        expect(outcome).toMatchObject({ error: { code: 'MEMORY_LIMIT' } });
        expect(logs.map(({ message }) => message)).toStrictEqual(['one']);
      },
    },
    {
      name: 'lines before a heap abort are in the result',
      needs: { memory: true },
      source: 'export function main() { console.log("one"); const a = []; for (;;) a.push({ a }) }',
      options: { timeout_ms: 20_000, memory_mb: 64 },
      check: ({ outcome, logs }, { expect }) => {
        expect(outcome).toMatchObject({ error: { code: 'MEMORY_LIMIT' } });
        expect(logs.map(({ message }) => message)).toStrictEqual(['one']);
      },
    },
    {
      name: 'dropped lines are counted up to a timeout',
      needs: { time: 'loops' },
      source: 'export function main() { for (let i = 0; i < 64; i += 1) console.log(i); for (;;); }',
      options: { timeout_ms: 200, max_logs: 1 },
      check: async (result, tools) => {
        // Told at doubling distances: at least half of them are known when the realm is killed.
        tools.expect(result.logs_dropped).toBeGreaterThanOrEqual(32);
        tools.expect(result.logs_dropped).toBeLessThanOrEqual(63);
        await nextRunIsRight(result, tools);
      },
    },
    {
      name: 'a line after the result belongs to nobody and harms nobody',
      source: `export function main() { setTimeout(() => console.log('late'), 1); Promise.resolve().then(() => 0).then(() => 0); return 1 }`,
      check: async (result, tools) => {
        tools.expect(result.outcome).toStrictEqual({ ok: true, value: 1 });
        await nextRunIsRight(result, tools);
      },
    },
  ],
};
