import type { ConformanceGroup, ConformanceStory } from '../conformance-case.js';

/** A codelet that says when it has started: the abort is an answer to that, not to a clock. */
function abortedWhile(name: string, source: string, needs?: ConformanceStory['needs']): ConformanceStory {
  return {
    name,
    ...(needs ? { needs } : {}),
    tell: async ({ subject, expect }) => {
      const controller = new AbortController();
      let abortedAt = 0;
      const result = await subject.run(source, {
        signal: controller.signal,
        timeout_ms: 20_000,
        on_log: () => {
          abortedAt = performance.now();
          controller.abort();
        },
      });
      const took = performance.now() - abortedAt;
      expect(result.outcome).toMatchObject({ ok: false, error: { code: 'ABORTED' } });
      expect(result.logs.map(({ message }) => message)).toContain('started');
      expect(took).toBeLessThan(2000);
      const { outcome } = await subject.run('export const main = () => "next"');
      expect(outcome).toStrictEqual({ ok: true, value: 'next' });
    },
  };
}

export const aborted: ConformanceGroup = {
  name: "the caller's signal",
  cases: [
    {
      name: 'a signal that is aborted already: the codelet does not run',
      tell: async ({ subject, expect }) => {
        let logged = 0;
        const { outcome, logs } = await subject.run('console.log("ran"); export const main = () => 1', {
          signal: AbortSignal.abort(),
          on_log: () => (logged += 1),
        });
        expect(outcome).toMatchObject({ ok: false, error: { code: 'ABORTED' } });
        expect([logs.length, logged]).toStrictEqual([0, 0]);
      },
    },
    abortedWhile(
      'during a synchronous loop',
      'export function main() { console.log("started"); for (;;); }',
      { time: 'loops', service_acts_meanwhile: true },
    ),
    abortedWhile(
      'during a microtask loop',
      'export async function main() { console.log("started"); for (;;) await null }',
      { time: 'loops', service_acts_meanwhile: true },
    ),
    abortedWhile(
      'while it waits for a timer',
      'export const main = () => { console.log("started"); return new Promise((r) => setTimeout(r, 1e6)) }',
    ),
    abortedWhile(
      'while it waits for nothing',
      'export const main = () => { console.log("started"); return new Promise(() => {}) }',
    ),
    {
      name: 'a signal that comes after the end changes nothing',
      tell: async ({ subject, expect }) => {
        const controller = new AbortController();
        const { outcome } = await subject.run('export const main = () => 1', { signal: controller.signal });
        controller.abort();
        expect(outcome).toStrictEqual({ ok: true, value: 1 });
        expect((await subject.run('export const main = () => 2')).outcome).toStrictEqual({
          ok: true,
          value: 2,
        });
      },
    },
  ],
};
