import type { EscapeCase } from '../escape-case.js';

export const killedRunLeavesNothing: EscapeCase = {
  class: 'cross-run',
  name: 'a run that is killed in the middle of its writes',
  modelled_on: 'class: a host that goes on after a fault',
  needs: { time: 'loops' },
  tell: async ({ subject, expect }) => {
    const { outcome } = await subject.run(
      'export function main() { globalThis.leak = 1; Object.prototype.leak = 1; for (;;) console.log("half") }',
      { timeout_ms: 150, max_logs: 3 },
    );
    expect(outcome.ok ? 'ok' : outcome.error.code).toBe('TIMEOUT');
    const next = await subject.run('export const main = () => [typeof globalThis.leak, {}.leak]');
    expect([next.outcome, next.logs, next.logs_dropped]).toStrictEqual([
      { ok: true, value: ['undefined', undefined] },
      [],
      0,
    ]);
  },
};
