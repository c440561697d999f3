import { all, fails, givesWhat, nextRunIsRight } from '../checks.js';
import type { ConformanceGroup } from '../conformance-case.js';

const OVERFLOW = ['RangeError', 'InternalError'];

export const stackDepth: ConformanceGroup = {
  name: 'stack depth',
  cases: [
    {
      name: 'an endless recursion is a runtime error',
      source: 'export function main() { return main() + 1 }',
      check: all(
        fails('RUNTIME_ERROR'),
        ({ outcome }, { expect }) => expect(OVERFLOW).toContain(outcome.ok ? '' : outcome.error.name),
        nextRunIsRight,
      ),
    },
    {
      name: 'it can be caught, and work goes on',
      source: `export async function main() {
        const f = () => f() + 1; let name; try { f() } catch (e) { name = e.name } await null; return [name, [3, 1].sort()] }`,
      check: givesWhat(([name, list]: [string, number[]], { expect }) => {
        expect(OVERFLOW).toContain(name);
        expect(list).toStrictEqual([1, 3]);
      }),
    },
    {
      name: 'recursion through getters, toString and sort',
      source: `export function main() {
        const o = { get a() { return o.a } }; const s = { toString() { return \`\${s}\` } }; const caught = [];
        for (const f of [() => o.a, () => String(s), () => [1, 2].sort(function c() { return [1, 2].sort(c) })]) {
          try { f() } catch (e) { caught.push(e.name) }
        }
        return caught }`,
      check: givesWhat((caught: string[], { expect }) => {
        expect(caught).toHaveLength(3);
        for (const name of caught) expect(OVERFLOW).toContain(name);
      }),
    },
    {
      name: 'logging and failing at the limit do no harm',
      source: `export function main() {
        const dive = () => { try { dive() } finally { console.log({ a: [1, { b: 2 }] }); new Error('x').stack } };
        try { dive() } catch {} return 'up again' }`,
      options: { timeout_ms: 5000, max_logs: 10 },
      check: all(({ outcome }, { expect }) => {
        if (outcome.ok) expect(outcome.value).toBe('up again');
        else expect(['RUNTIME_ERROR', 'TIMEOUT']).toContain(outcome.error.code);
      }, nextRunIsRight),
    },
    {
      name: 'a pattern with 100,000 groups is an error at the most',
      source: `export function main() { try { new RegExp('('.repeat(100000) + ')'.repeat(100000)).test('x') } catch {} return 'up again' }`,
      options: { timeout_ms: 5000 },
      check: all(
        ({ outcome }, { expect }) =>
          expect(outcome.ok || outcome.error.code !== 'SANDBOX_CRASHED').toBe(true),
        nextRunIsRight,
      ),
    },
  ],
};
