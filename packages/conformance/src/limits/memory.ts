import { all, fails, gives, nextRunIsRight } from '../checks.js';
import type { ConformanceCase, ConformanceGroup } from '../conformance-case.js';

const MEMORY_MB = 64;

/** All of them take memory without an end, each in another place of the engine. */
const BOMBS: readonly (readonly [name: string, source: string])[] = [
  [
    'lists that are kept',
    'export function main() { const a = []; for (;;) a.push(new Array(1000).fill(1)) }',
  ],
  ['one list that grows', 'export function main() { const a = []; for (;;) a.push(Math.random()) }'],
  [
    'a Map that grows',
    'export function main() { const m = new Map(); for (let i = 0; ; i += 1) m.set(i, i) }',
  ],
  ['a Set of objects', 'export function main() { const s = new Set(); for (;;) s.add({}) }'],
  ['small objects', 'export function main() { let o = null; for (;;) o = { o, x: 1 } }'],
  [
    'closures that hold each other',
    'export function main() { let f = () => 1; for (;;) { const g = f; f = () => g } }',
  ],
  [
    'strings that are kept',
    `export function main() { const a = []; for (let i = 0; ; i += 1) a.push(('x' + i).repeat(1000).toUpperCase()) }`,
  ],
  [
    'a string that doubles and is flattened',
    `export function main() { const a = []; let s = 'x'; for (;;) { if (s.length < 2 ** 24) s += s; a.push((s + a.length).split('').length, [...s]) } }`,
  ],
  [
    'typed arrays that are written',
    'export function main() { const a = []; for (;;) a.push(new Uint8Array(2 ** 20).fill(1)) }',
  ],
  [
    'typed arrays that are not touched',
    'export function main() { const a = []; for (;;) a.push(new Float64Array(2 ** 19)) }',
  ],
  [
    'one large buffer that is written',
    'export function main() { const a = new Uint8Array(2 ** 30); for (let i = 0; ; i = (i + 4096) % a.length) a[i] = 1 }',
  ],
  [
    'promises that never settle',
    'export async function main() { const a = []; for (;;) a.push(new Promise(() => {}).then(() => 1)) }',
  ],
  [
    'after an await',
    'export async function main() { await null; const a = []; for (;;) { a.push(new Array(1000).fill(1)); await null } }',
  ],
  [
    'properties of one object',
    `export function main() { const o = {}; for (let i = 0; ; i += 1) o['key' + i] = i }`,
  ],
  [
    'BigInts',
    'export function main() { const a = []; let n = 1n << 65536n; for (;;) { n += 1n; a.push(n) } }',
  ],
  ['pattern results', `export function main() { const a = []; for (;;) a.push(/(x)(x)(x)/.exec('xxx')) }`],
  [
    'errors with stacks',
    'export function main() { const a = []; for (;;) { const e = new Error(new Array(2000).join(`stack ${a.length}`)); e.stack; a.push(e) } }',
  ],
  [
    'generators that are kept',
    'function* g() { yield 1 } export function main() { const a = []; for (;;) { const i = g(); i.next(); a.push(i) } }',
  ],
];

export const memory: ConformanceGroup = {
  name: 'memory',
  cases: [
    ...BOMBS.map(([name, source]): ConformanceCase => ({
      name,
      source,
      needs: { memory: true },
      options: { timeout_ms: 20_000, memory_mb: MEMORY_MB },
      check: all(
        fails('MEMORY_LIMIT', {
          details: { limit: 'memory_mb', limit_value: MEMORY_MB },
          message: `The codelet used more than ${MEMORY_MB} MiB of memory`,
        }),
        nextRunIsRight,
      ),
    })),
    {
      name: 'a codelet that stays below its limit is not disturbed',
      needs: { memory: true },
      options: { memory_mb: MEMORY_MB, timeout_ms: 10_000 },
      source: `export function main() {
        const kept = new Uint8Array(2 ** 24).fill(1); let sum = 0;
        for (let i = 0; i < 200; i += 1) sum += new Array(10000).fill(i).length;
        return [kept[2 ** 23], sum] }`,
      check: gives([1, 2_000_000]),
    },
    {
      name: 'garbage is not counted for ever',
      needs: { memory: true },
      options: { memory_mb: MEMORY_MB, timeout_ms: 20_000 },
      source: `export function main() { let n = 0; for (let i = 0; i < 3000; i += 1) n += new Array(10000).fill(i).length; return n }`,
      check: gives(30_000_000),
    },
    {
      // It stays for longer than a watch may take to look.
      name: 'one allocation far beyond the limit is an error or the limit, touched or not',
      needs: { memory: true },
      options: { memory_mb: MEMORY_MB },
      source: `export async function main() {
        const a = new Uint8Array(2 ** 32); await new Promise((resolve) => setTimeout(resolve, 1000)); return a.length }`,
      check: all(fails(['MEMORY_LIMIT', 'RUNTIME_ERROR']), nextRunIsRight),
    },
    {
      name: 'buffers cannot be resized or transferred past the accounting',
      source: `export const main = () => ['resize', 'transfer', 'transferToFixedLength'].map((name) => typeof new ArrayBuffer(1)[name])`,
      check: gives(['undefined', 'undefined', 'undefined']),
    },
  ],
};
