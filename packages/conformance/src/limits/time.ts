import { all, fails, gives, nextRunIsRight } from '../checks.js';
import type { Check, ConformanceCase, ConformanceGroup } from '../conformance-case.js';

const TIMEOUT_MS = 200;
/** How much later than its deadline a run may end: a kill and what a loaded machine of two cores adds. */
const GRACE_MS = 1500;

/** The run ended at its deadline, not before and not long after, and the next one is right. */
export const endsAtTheDeadline: Check = all(
  fails('TIMEOUT', {
    details: { limit: 'timeout_ms', limit_value: TIMEOUT_MS },
    message: `The codelet did not finish within ${TIMEOUT_MS} ms`,
  }),
  ({ duration_ms }, { expect }) => {
    expect(duration_ms).toBeGreaterThanOrEqual(TIMEOUT_MS - 5);
    expect(duration_ms).toBeLessThan(TIMEOUT_MS + GRACE_MS);
  },
  nextRunIsRight,
);

/** Patterns that take exponential time on these texts in an engine that backtracks. */
const REDOS = `/^(a+)+$/.test('a'.repeat(40) + '!')`;

const BUSY: readonly (readonly [name: string, source: string])[] = [
  ['a synchronous loop', 'export function main() { for (;;); }'],
  ['a loop that allocates nothing much', 'export function main() { let x = {}; for (;;) x = { x: 1 }; }'],
  ["a loop in the module's own code", 'for (;;); export const main = () => 1'],
  ['a loop after an await', 'export async function main() { await null; for (;;); }'],
  [
    'a loop after a timer',
    'export async function main() { await new Promise((r) => setTimeout(r, 1)); for (;;); }',
  ],
  [
    'a loop in a timer after the first result of nothing',
    'setTimeout(() => { for (;;); }, 1); export const main = () => new Promise(() => {})',
  ],
  [
    'a loop in finally that will not end',
    'export function main() { for (;;) { try { for (;;); } finally { continue } } }',
  ],
  ['a loop that catches everything', 'export function main() { for (;;) { try { for (;;) {} } catch {} } }'],
  ['`for (;;) await null`', 'export async function main() { for (;;) await null }'],
  [
    'a then that chains itself',
    'export function main() { const f = () => Promise.resolve().then(f); return f() }',
  ],
  [
    'microtasks that breed',
    'export function main() { const f = () => { queueMicrotask(f) }; f(); return new Promise(() => {}) }',
  ],
  ['an async recursion', 'export async function main() { await null; return main() }'],
  [
    'an async generator without an end',
    'async function* g() { for (;;) yield 1 } export async function main() { for await (const x of g()); }',
  ],
  [
    'a generator without an end',
    'function* g() { for (;;) yield 1 } export function main() { for (const x of g()); }',
  ],
  [
    'a Map that grows while it is walked',
    'export function main() { const m = new Map([[0, 0]]); for (const [k] of m) { m.delete(k); m.set(k + 1, 0) } }',
  ],
  ['a catastrophic pattern', `export const main = () => ${REDOS}`],
  ['a catastrophic pattern after an await', `export async function main() { await null; return ${REDOS} }`],
  [
    'a catastrophic pattern in replace, match, split',
    `export const main = () => ('a'.repeat(40) + '!').replace(/^(a|a)*$/, '')`,
  ],
  ['a comparator that never ends', 'export const main = () => [2, 1].sort(() => { for (;;); })'],
  ['a reviver that never ends', 'export const main = () => JSON.parse("[1]", () => { for (;;); })'],
  ['a toString that never ends', 'export const main = () => `${{ toString() { for (;;); } }}`'],
  [
    'a getter that never ends in what is logged as %s',
    'export const main = () => { console.log("%d", { [Symbol.toPrimitive]() { for (;;); }, get a() { for (;;); } }); for (;;); }',
  ],
  ['a throw and catch for ever', 'export function main() { for (;;) try { null.x } catch {} }'],
  [
    'recursion that starts again at the stack limit',
    'export function main() { for (;;) { const f = () => f(); try { f() } catch {} } }',
  ],
  ['a logging loop', 'export function main() { for (;;) console.log("again") }'],
  ['a loop of denied calls', 'export function main() { for (;;) try { require("fs") } catch {} }'],
];

export const time: ConformanceGroup = {
  name: 'the deadline',
  cases: [
    ...BUSY.map(([name, source]): ConformanceCase => ({
      name,
      source,
      needs: { time: 'loops' },
      options: { timeout_ms: TIMEOUT_MS },
      check: endsAtTheDeadline,
    })),
    {
      name: 'a promise that never settles',
      source: 'export const main = () => new Promise(() => {})',
      options: { timeout_ms: TIMEOUT_MS },
      check: endsAtTheDeadline,
    },
    {
      name: 'a top-level await that never settles',
      source: 'await new Promise(() => {}); export const main = () => 1',
      options: { timeout_ms: TIMEOUT_MS },
      check: endsAtTheDeadline,
    },
    {
      name: 'a codelet that is done in time is not disturbed',
      source: `export async function main() { const until = Date.now() + 100; while (Date.now() < until); await null; return 'done' }`,
      options: { timeout_ms: 2000 },
      check: gives('done'),
    },
    {
      name: 'the shortest deadline',
      source: 'export const main = () => new Promise(() => {})',
      options: { timeout_ms: 1 },
      check: fails('TIMEOUT', { details: { limit: 'timeout_ms', limit_value: 1 } }),
    },
    {
      name: 'the longest deadline is not taken for none',
      source: 'export const main = () => "quick"',
      options: { timeout_ms: 2 ** 31 - 1 },
      check: gives('quick'),
    },
    {
      name: 'a forged clock moves no deadline',
      needs: { time: 'loops' },
      source: `export async function main() { try { Date.now = () => 0 } catch {} try { setTimeout = () => 0 } catch {} for (;;) await null }`,
      options: { timeout_ms: TIMEOUT_MS },
      check: endsAtTheDeadline,
    },
  ],
};
