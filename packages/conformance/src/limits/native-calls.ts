import { all, fails, nextRunIsRight } from '../checks.js';
import type { ConformanceCase, ConformanceGroup } from '../conformance-case.js';

/**
 * One call that takes seconds or hours inside the engine, where it asks for no interrupt. Some need much memory as
 * well; which of the two limits is met first is the engine's affair.
 */
const NATIVE: readonly (readonly [name: string, source: string])[] = [
  [
    'JSON.parse of deeply nested text',
    `export const main = () => { const t = '['.repeat(12e6) + ']'.repeat(12e6); for (;;) JSON.parse(t) }`,
  ],
  [
    'JSON.stringify of a huge list',
    `export const main = () => { const a = new Array(1e7).fill('x'); for (;;) JSON.stringify(a).length }`,
  ],
  ['Array(1e9).fill(0)', `export const main = () => Array(1e9).fill(0).length`],
  [
    'reverse of the longest sparse array',
    `export const main = () => { const a = []; a.length = 2 ** 32 - 1; a.reverse() }`,
  ],
  [
    'sort of a long sparse array',
    `export const main = () => { const a = []; a.length = 2 ** 32 - 1; a[2 ** 31] = 1; a.sort() }`,
  ],
  [
    'indexOf in an array-like of 2**53',
    `export const main = () => Array.prototype.indexOf.call({ length: 2 ** 53 - 1 }, 1)`,
  ],
  [
    'replaceAll on 2**28 characters',
    `export const main = () => 'ab'.repeat(2 ** 27).replaceAll('a', 'bb').length`,
  ],
  [
    'padding and repeating up to the limit',
    `export const main = () => { for (;;) 'x'.repeat(2 ** 28).split('').length }`,
  ],
  ['BigInt powers', `export const main = () => { let n = 3n; for (;;) n = n ** 7n }`],
  ['BigInt to text', `export const main = () => { const n = 7n ** 3000000n; for (;;) String(n) }`],
  [
    'unshift on an array-like',
    `export const main = () => Array.prototype.unshift.call({ length: 2 ** 53 - 3 }, 1)`,
  ],
  [
    'a typed array filled again and again',
    `export const main = () => { const a = new Float64Array(2 ** 22); for (;;) a.fill(1).sort() }`,
  ],
  [
    'encodeURIComponent of a long text',
    `export const main = () => { const t = '\\u20ac'.repeat(2 ** 23); for (;;) encodeURIComponent(t) }`,
  ],
  [
    'normalize of a long text',
    `export const main = () => { const t = '\\ufdfa'.repeat(2 ** 22); for (;;) t.normalize('NFKD') }`,
  ],
  [
    'a linear pattern on a long text',
    `export const main = () => { const t = 'x'.repeat(2 ** 27); for (;;) /x*y/.test(t) }`,
  ],
];

export const nativeCalls: ConformanceGroup = {
  name: 'long native calls',
  cases: NATIVE.map(([name, source]): ConformanceCase => ({
    name,
    source,
    needs: { time: 'always' },
    options: { timeout_ms: 300 },
    check: all(
      // RUNTIME_ERROR: an engine may refuse the size at once.
      fails(['TIMEOUT', 'MEMORY_LIMIT', 'RUNTIME_ERROR']),
      ({ outcome, duration_ms }, { expect }) => {
        if (!outcome.ok && outcome.error.code === 'RUNTIME_ERROR') {
          expect(['RangeError', 'InternalError', 'SyntaxError']).toContain(outcome.error.name);
        }
        expect(duration_ms).toBeLessThan(2000);
      },
      nextRunIsRight,
    ),
  })),
};
