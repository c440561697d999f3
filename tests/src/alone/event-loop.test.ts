import { describe, expect, it } from 'vitest';
import { startService } from '../support/service.js';

/** What is done to the service while its event loop is watched. Each expects nothing but an answer. */
const LOADS: readonly (readonly [name: string, code: string, options: object])[] = [
  ['loops', `'export function main() { for (;;); }'`, { timeout_ms: 250 }],
  [
    'memory bombs',
    `'export function main() { const a = []; for (;;) a.push(new Uint8Array(2 ** 20).fill(1)) }'`,
    { timeout_ms: 5000, memory_mb: 64 },
  ],
  [
    'heap bombs',
    `'export function main() { const a = []; for (;;) a.push({ a }) }'`,
    { timeout_ms: 8000, memory_mb: 32 },
  ],
  [
    'log floods',
    `'export function main() { for (;;) console.log("x".repeat(10000)) }'`,
    { timeout_ms: 300, max_logs: 10000 },
  ],
  ['denial floods', `'export function main() { for (;;) try { process } catch {} }'`, { timeout_ms: 300 }],
  [
    'deep JSON',
    `'export function main() { const t = "[".repeat(12e6) + "]".repeat(12e6); for (;;) JSON.parse(t) }'`,
    { timeout_ms: 400, memory_mb: 256 },
  ],
  [
    'results of 1 MiB',
    `'export function main() { return "x".repeat(1024 * 1024 - 10) }'`,
    { timeout_ms: 5000 },
  ],
  [
    'structured results of 1 MiB',
    `'export function main() { return Array.from({ length: 30000 }, (_, i) => ({ i, s: "x".repeat(10) })) }'`,
    { timeout_ms: 5000 },
  ],
  [
    'special results of 1 MiB',
    `'export function main() { return new Map(Array.from({ length: 20000 }, (_, i) => [i, new Date(i)])) }'`,
    { timeout_ms: 5000 },
  ],
  [
    'sources of 300 KB',
    "'export const main = () => a5();' + Array.from({ length: 8000 }, (_, i) => '\\nconst a' + i + ' = () => [1, 2, ' + i + '];').join('')",
    { timeout_ms: 5000 },
  ],
  [
    'errors whose causes hold patterns',
    `'export function main() { const errors = Array.from({ length: 120 }, (_, i) => new RegExp("\\\\\\\\p{L}\\\\\\\\P{Lu}".repeat(40) + i, "u")); let e; for (let i = 0; i < 9; i++) { e = new Error("x", { cause: e }); e.errors = errors } throw e }'`,
    { timeout_ms: 8000 },
  ],
  [
    'places at the end of many lines',
    "'export const main = () => go();' + '\\n'.repeat(300000) + 'function go() { let e; for (let i = 0; i < 9; i++) e = new Error(String(i), { cause: e }); throw e }'",
    { timeout_ms: 8000 },
  ],
  [
    'patterns with groups of one name',
    "'export const main = () => /' + '('.repeat(900) + '(((?<a>)))|'.repeat(180) + '(?<a>)' + ')'.repeat(900) + '/'",
    { timeout_ms: 5000 },
  ],
  [
    'globals of 60 KB',
    "'export const main = () => INPUT.length'",
    { timeout_ms: 5000, globals: { INPUT: 'x'.repeat(60_000) } },
  ],
];

/**
 * Ten at once of one kind, after a warm-up, in a service of its own. It prints the longest stall of its event loop in
 * milliseconds, by the clock and by the CPU time that its thread used meanwhile: on a busy machine the first says how
 * long others had the CPU, the second is what the service did to itself.
 */
const service = (code: string, options: object): string => `
  import { createCodeletRunner } from '@codelets/runner';
  const runner = createCodeletRunner({ pool: { max_hosts: 4 } });
  await runner.run({ type: 'string', code: 'export const main = () => 1' });
  const cpu = () => { const { user, system } = process.threadCpuUsage?.() ?? process.cpuUsage(); return (user + system) / 1000 };
  const code = ${code};
  const longest = { wall: 0, cpu: 0 };
  let last;
  const watch = setInterval(() => {
    const now = { wall: performance.now(), cpu: cpu() };
    if (last) for (const key of ['wall', 'cpu']) longest[key] = Math.max(longest[key], now[key] - last[key]);
    last = now;
  }, 1);
  // The first turn of the runs is watched as well.
  while (!last) await new Promise((resolve) => setTimeout(resolve, 1));
  const results = await Promise.all(Array.from({ length: 10 }, () => runner.run({ type: 'string', code }, ${JSON.stringify(options)})));
  clearInterval(watch);
  const codes = [...new Set(results.map((result) => (result.ok ? 'ok' : result.error.code)))];
  await runner.dispose();
  console.log(JSON.stringify({ ...longest, codes }));`;

describe('the event loop of the service', () => {
  it.each(LOADS)(
    'is not held by ten %s at once',
    async (name, code, options) => {
      const { stdout, stderr, code: exit } = await startService(service(code, options)).ended;
      expect({ stderr, exit }).toEqual({ stderr: '', exit: 0 });
      const { wall, cpu, codes } = JSON.parse(stdout) as { wall: number; cpu: number; codes: string[] };
      console.log(
        `ten ${name}: longest stall ${wall.toFixed(1)} ms, its own work ${cpu.toFixed(1)} ms (${codes.join(', ')})`,
      );
      expect(codes.filter((found) => found.startsWith('SANDBOX') || found === 'INVALID_INPUT')).toEqual([]);
      expect(cpu).toBeLessThan(50);
    },
    60_000,
  );
});
