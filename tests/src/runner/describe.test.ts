import { LIMITS } from '@codelets/core';
import { vm2 } from '@codelets/sandbox-vm2';
import { describe, expect, it } from 'vitest';
import { INNOCENT, openRunner, string } from '../support/runners.js';

describe('describe() and stats()', () => {
  it('say what is in force by default', async () => {
    const runner = openRunner();
    const { sandbox, traits, limits, pool } = await runner.describe();
    expect(sandbox).toEqual({ name: 'vm2', isolation: 'process' });
    expect(traits).toMatchObject({ boundary: 'membrane', time: 'always' });
    expect(traits.walls.length).toBeGreaterThan(3);
    for (const [name, { default: standard }] of Object.entries(LIMITS))
      expect(limits).toHaveProperty(name, standard);
    expect(Object.keys(pool).sort()).toEqual(['max_hosts', 'max_queue', 'min_ready', 'queue_timeout_ms']);
  });

  it('say what the runner was told', async () => {
    const runner = openRunner({
      sandbox: vm2({ isolation: 'thread' }),
      timeout_ms: 50,
      pool: { max_hosts: 3, max_queue: 5 },
    });
    const { sandbox, traits, limits, pool } = await runner.describe();
    expect([
      sandbox.isolation,
      traits.time,
      traits.memory,
      limits.timeout_ms,
      pool.max_hosts,
      pool.max_queue,
    ]).toEqual(['thread', 'loops', false, 50, 3, 5]);
  });

  it('answer copies: what is done with them is not done to the runner', async () => {
    const runner = openRunner({ pool: { max_hosts: 2, per_tenant: { max_running: 1 } } });
    const told = (await runner.describe()) as {
      limits: { timeout_ms: number };
      pool: { max_hosts: number; per_tenant?: { max_running: number } };
    };
    told.limits.timeout_ms = 1;
    told.pool.max_hosts = 0;
    told.pool.per_tenant!.max_running = 0;
    const { limits, pool } = await runner.describe();
    expect([limits.timeout_ms, pool.max_hosts, pool.per_tenant?.max_running]).toEqual([2000, 2, 1]);
    const source = string('export const main = () => new Promise((r) => setTimeout(r, 20, 1))');
    expect((await runner.run(source)).value).toBe(1);
  });

  it('count runs', async () => {
    const runner = openRunner({ pool: { max_hosts: 1 } });
    expect(runner.stats()).toMatchObject({ runs: 0, running: 0, queued: 0 });
    const running = [runner.run(INNOCENT), runner.run(INNOCENT)];
    expect(runner.stats()).toMatchObject({ runs: 2, running: 2 });
    await Promise.all(running);
    expect(runner.stats()).toMatchObject({ runs: 2, running: 0, queued: 0 });
  });

  it('of a run are complete and of the right kind', async () => {
    const runner = openRunner();
    const { stats, duration_ms } = await runner.run(
      string('export function main() { let n = 0; while (n < 1e7) n += 1; return n }'),
    );
    expect(stats.run_id).toMatch(/^[0-9a-f-]{36}$/);
    expect(stats.sandbox).toBe('vm2/process');
    expect(stats.policy_hash).toMatch(/^[0-9a-f]{64}$/);
    expect(stats).toMatchObject({ capability_calls: 0, logs_dropped: 0, violations: 0 });
    expect(stats.cpu_ms).toBeGreaterThan(0);
    expect(stats.cpu_ms).toBeLessThan(duration_ms * 3 + 50);
    expect(duration_ms).toBeGreaterThan(0);
    const again = await runner.run(INNOCENT);
    expect(again.stats.run_id).not.toBe(stats.run_id);
    expect(again.stats.policy_hash).toBe(stats.policy_hash);
  });

  it('tell the memory that a run took', async () => {
    const runner = openRunner();
    const { stats, ok } = await runner.run(
      string(
        'export function main() { const kept = []; for (let i = 0; i < 40; i += 1) kept.push(new Uint8Array(2 ** 20).fill(1)); return kept.length }',
      ),
    );
    expect(ok).toBe(true);
    expect(stats.peak_memory_bytes).toBeGreaterThan(30 * 2 ** 20);
    expect(stats.peak_memory_bytes).toBeLessThan(128 * 2 ** 20);
  });
});
