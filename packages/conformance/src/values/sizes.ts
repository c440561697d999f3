import { fails, gives, givesWhat } from '../checks.js';
import type { ConformanceGroup } from '../conformance-case.js';

const overOutput = (limit_value: number) =>
  fails('OUTPUT_LIMIT', { details: { limit: 'max_result_bytes', limit_value } });
const overInput = (what: string, limit_value: number) =>
  fails('INVALID_INPUT', { details: { in: what, limit: 'max_input_bytes', limit_value } });

export const sizes: ConformanceGroup = {
  name: 'sizes',
  cases: [
    {
      name: 'a string of 900 KB in and out',
      source: 'export const main = (input) => input + "!"',
      prepare: () => ({ input: 'x'.repeat(900_000) }),
      check: givesWhat((value: string, { expect }) => expect(value.length).toBe(900_001)),
    },
    {
      name: 'a result of exactly the cap passes',
      source: 'export const main = () => "x".repeat(97)',
      options: { max_result_bytes: 100 },
      check: gives('x'.repeat(97)),
    },
    {
      name: 'a byte more does not',
      source: 'export const main = () => "x".repeat(98)',
      options: { max_result_bytes: 100 },
      check: overOutput(100),
    },
    {
      name: 'the cap counts bytes, not characters',
      source: 'export const main = () => "\\u20ac".repeat(40)',
      options: { max_result_bytes: 100 },
      check: overOutput(100),
    },
    {
      name: 'the default cap of a result is 1 MiB',
      source: 'export const main = () => "x".repeat(1024 * 1024)',
      check: overOutput(1024 * 1024),
    },
    {
      // Below every memory limit as long as nobody writes it out; a V8 thread that does may abort its process.
      name: 'a result of 2**26 characters is refused without being written',
      source: 'export const main = () => ["x".repeat(2 ** 26)]',
      check: overOutput(1024 * 1024),
    },
    {
      name: 'a result with no end is refused at the cap',
      source: `export function main() {
        const list = []; for (let i = 0; i < 300000; i += 1) list.push('0123456789'); return list }`,
      check: overOutput(1024 * 1024),
    },
    {
      name: 'a large ArrayBuffer is refused before it is read',
      source: 'export const main = () => new ArrayBuffer(2 ** 24)',
      check: overOutput(1024 * 1024),
    },
    {
      name: 'input over its cap',
      source: 'export const main = () => 1',
      options: { input: 'x'.repeat(99), max_input_bytes: 100 },
      check: overInput('input', 100),
    },
    {
      name: 'input of exactly its cap',
      source: 'export const main = (input) => input.length',
      options: { input: 'x'.repeat(97), max_input_bytes: 100 },
      check: gives(97),
    },
    {
      name: 'the default cap of input is 1 MiB',
      source: 'export const main = () => 1',
      prepare: () => ({ input: 'x'.repeat(1024 * 1024) }),
      check: overInput('input', 1024 * 1024),
    },
    {
      name: 'globals have the same cap',
      source: 'export const main = () => 1',
      options: { globals: { text: 'x'.repeat(100) }, max_input_bytes: 100 },
      check: overInput('globals', 100),
    },
    {
      name: 'many small objects in and out',
      source: 'export const main = (list) => list.map(({ n }) => ({ n: n + 1 }))',
      prepare: () => ({ input: Array.from({ length: 20_000 }, (_, n) => ({ n })) }),
      check: givesWhat((value: { n: number }[], { expect }) =>
        expect(value[19_999]).toStrictEqual({ n: 20_000 }),
      ),
    },
  ],
};
