import type { ConformanceGroup } from '../conformance-case.js';

const MANY = 12;

export const concurrentRuns: ConformanceGroup = {
  name: 'runs at the same time',
  cases: [
    {
      name: 'do not mix inputs, globals, logs and results',
      tell: async ({ subject, expect }) => {
        const source = `globalThis.own = ID;
          export async function main(input) {
            for (let i = 0; i < 5; i += 1) { console.log(ID, i); await new Promise((r) => setTimeout(r, 2)) }
            return [input, ID, own] }`;
        const runs = Array.from({ length: MANY }, (_, id) =>
          subject.run(source, { input: `in ${id}`, globals: { ID: id } }),
        );
        for (const [id, { outcome, logs }] of (await Promise.all(runs)).entries()) {
          expect(outcome).toStrictEqual({ ok: true, value: [`in ${id}`, id, id] });
          expect(logs.map(({ message }) => message)).toStrictEqual([0, 1, 2, 3, 4].map((i) => `${id} ${i}`));
        }
      },
    },
    {
      name: 'a run that is killed takes no other with it',
      needs: { time: 'loops' },
      tell: async ({ subject, expect }) => {
        const innocent =
          'export async function main(n) { await new Promise((r) => setTimeout(r, 100)); return n }';
        const guilty = 'export function main() { for (;;); }';
        const runs = [0, 1, 2, 3].flatMap((n) => [
          subject.run(innocent, { input: n, timeout_ms: 10_000 }),
          subject.run(guilty, { timeout_ms: 150 }),
        ]);
        for (const [index, { outcome }] of (await Promise.all(runs)).entries()) {
          if (index % 2 === 0) expect(outcome).toStrictEqual({ ok: true, value: index / 2 });
          else expect(outcome).toMatchObject({ error: { code: 'TIMEOUT' } });
        }
      },
    },
    {
      name: "limits and file names are each run's own",
      tell: async ({ subject, expect }) => {
        const source = 'export function main() { console.log(1); console.log(2); throw new Error("x") }';
        const runs = [1, 2].map((n) => subject.run(source, { max_logs: n, filename: `file-${n}.js` }));
        for (const [index, { outcome, logs }] of (await Promise.all(runs)).entries()) {
          expect(logs).toHaveLength(index + 1);
          expect(outcome).toMatchObject({ error: { location: { file: `file-${index + 1}.js` } } });
        }
      },
    },
  ],
};
