import { all, fails, gives, nextRunIsRight } from '../checks.js';
import type { ConformanceGroup } from '../conformance-case.js';

const options = { cpu_ms: 200, timeout_ms: 20_000 } as const;
const overLimit = all(fails('CPU_LIMIT', { details: { limit: 'cpu_ms', limit_value: 200 } }), nextRunIsRight);

export const cpu: ConformanceGroup = {
  name: 'CPU time',
  cases: [
    {
      name: 'a loop ends at the limit',
      needs: { cpu: true },
      options,
      source: 'export function main() { for (;;); }',
      check: overLimit,
    },
    {
      name: 'a microtask loop ends at the limit',
      needs: { cpu: true },
      options,
      source: 'export async function main() { for (;;) await null }',
      check: overLimit,
    },
    {
      name: 'many short turns add up',
      needs: { cpu: true },
      options,
      source: `export async function main() {
        for (;;) {
          await new Promise((resolve) => setTimeout(resolve, 1));
          const until = Date.now() + 20; while (Date.now() < until);
        } }`,
      check: overLimit,
    },
    {
      name: 'waiting costs none',
      needs: { cpu: true },
      options: { cpu_ms: 200, timeout_ms: 5000 },
      source: `export async function main() { await new Promise((resolve) => setTimeout(resolve, 500)); return 'rested' }`,
      check: gives('rested'),
    },
  ],
};
