import type { CodeletRunner, RunnerEvents } from '@codelets/runner';
import { describe, expect, it } from 'vitest';
import { descendantsOf } from '../support/processes.js';
import { INNOCENT, codeOf, occupy, openRunner, string } from '../support/runners.js';
import { waitUntil } from '../support/wait-until.js';

/** Starts so many runs of a tenant and notes in `order` whose run has ended. */
function flood(runner: CodeletRunner, order: string[], tenant: string, count: number) {
  return Array.from({ length: count }, async (_, n) => {
    const result = await runner.run(INNOCENT, { input: n, tenant });
    order.push(tenant);
    return result;
  });
}

describe('tenants', () => {
  it('never share a host, and get their own one again', async () => {
    const runner = openRunner({ walls: 'off', pool: { max_hosts: 2, min_ready: 0 } });
    const ids: Record<string, (number | undefined)[]> = { a: [], b: [] };
    const pids: number[][] = [];
    for (const tenant of ['a', 'b', 'a', 'b', 'b', 'a']) {
      const { ok, stats } = await runner.run(INNOCENT, { input: 1, tenant });
      expect([ok, stats.tenant]).toEqual([true, tenant]);
      ids[tenant]!.push(stats.host_id);
      await waitUntil(() => runner.stats().hosts.busy + runner.stats().hosts.starting === 0);
      pids.push(descendantsOf(process.pid).map(({ pid }) => pid));
    }
    expect(ids).toEqual({ a: [1, 1, 1], b: [2, 2, 2] });
    // The reaper and a process for each tenant, from the second run on the same ones.
    expect(pids.map((seen) => seen.length)).toEqual([2, 3, 3, 3, 3, 3]);
    expect(new Set(pids.slice(1).map((seen) => seen.sort().join(' '))).size).toBe(1);
  });

  it('never share a host when they take turns on one', async () => {
    const runner = openRunner({ pool: { max_hosts: 1 } });
    const owners = new Map<number, Set<string>>();
    const ends: RunnerEvents['host-end'][] = [];
    runner.on('host-end', (event) => ends.push(event));
    const tenants = ['a', 'b', undefined, 'a', 'b', undefined];
    const results = await Promise.all(
      tenants.map((tenant, input) => runner.run(INNOCENT, { input, tenant })),
    );
    for (const [n, { value, stats }] of results.entries()) {
      expect(value).toBe(n + 1);
      const seen = owners.get(stats.host_id!) ?? new Set();
      owners.set(stats.host_id!, seen.add(tenants[n] ?? 'none'));
    }
    expect([...owners.values()].map((seen) => seen.size)).toEqual([1, 1, 1, 1, 1, 1]);
    expect(runner.stats().evictions).toBe(5);
    await waitUntil(() => ends.length === 5);
    expect(ends.every(({ reason }) => reason === 'killed')).toBe(true);
  });

  it('take turns: a flood of one delays another by no more than its share', async () => {
    const runner = openRunner({ pool: { max_hosts: 1, queue_timeout_ms: 60_000 } });
    const order: string[] = [];
    const busy = await occupy(runner);
    const flooding = flood(runner, order, 'a', 30);
    await waitUntil(() => runner.stats().queued === 30);
    const few = flood(runner, order, 'b', 4);
    await waitUntil(() => runner.stats().queued === 34);
    expect(runner.stats().tenants).toEqual([
      { tenant: 'a', running: 0, queued: 30 },
      { tenant: 'b', running: 0, queued: 4 },
      { running: 1, queued: 0 },
    ]);
    busy.free();
    for (const { ok } of await Promise.all([...flooding, ...few])) expect(ok).toBe(true);
    expect(order.slice(0, 8).join('')).toBe('abababab');
    expect(order.slice(8).join('')).toBe('a'.repeat(26));
  });

  it('that flood with endless loops leave others their share of the hosts', async () => {
    const runner = openRunner({ pool: { max_hosts: 2, queue_timeout_ms: 60_000 } });
    const loop = string('export function main() { for (;;); }');
    const order: string[] = [];
    const loops = Array.from({ length: 8 }, async () => {
      const result = await runner.run(loop, { tenant: 'a', timeout_ms: 400 });
      order.push('a');
      return codeOf(result);
    });
    await waitUntil(() => runner.stats().hosts.busy === 2);
    const few = flood(runner, order, 'b', 12);
    expect((await Promise.all(few)).map(({ value }) => value)).toEqual(few.map((_, n) => n + 1));
    // It had to wait for one of the two that were running, and got that one's place.
    expect(order.filter((tenant) => tenant === 'a').length).toBeLessThanOrEqual(5);
    expect(new Set(await Promise.all(loops))).toEqual(new Set(['TIMEOUT']));
  });

  it('have bounds of their own', async () => {
    const per_tenant = { max_running: 1, max_queue: 1 };
    const runner = openRunner({ pool: { max_hosts: 3, per_tenant }, tenant: 'a' });
    const busy = await occupy(runner);
    const waiting = runner.run(INNOCENT, { input: 1 });
    await waitUntil(() => runner.stats().queued === 1);
    const refused = await runner.run(INNOCENT);
    expect(refused.error).toMatchObject({
      code: 'QUEUE_FULL',
      details: { limit: 'pool.per_tenant.max_queue', limit_value: 1 },
    });
    expect(await runner.run(INNOCENT, { input: 2, tenant: 'b' })).toMatchObject({ ok: true, value: 3 });
    expect(runner.stats().queued).toBe(1);
    busy.free();
    expect((await waiting).value).toBe(2);
    expect((await runner.describe()).pool.per_tenant).toEqual(per_tenant);
  });
});

describe('the memory budget', () => {
  it('holds for all hosts together; what can never fit is refused', async () => {
    // Room for one host of 128 MiB or two of 16, with 96 MiB for each beside its class.
    const runner = openRunner({ pool: { max_hosts: 4, min_ready: 1, max_memory_mb: 224 } });
    let most = 0;
    const look = (): void => void (most = Math.max(most, runner.stats().hosts_memory_mb));
    runner.on('host-start', look);
    runner.on('run-end', look);
    const sizes = [128, 16, 16, 128, 16, 128];
    const results = await Promise.all(
      sizes.map((memory_mb, input) => runner.run(INNOCENT, { input, memory_mb })),
    );
    expect(results.map(({ value }) => value)).toEqual([1, 2, 3, 4, 5, 6]);
    expect(most).toBe(224);
    const refused = await runner.run(INNOCENT, { memory_mb: 129 });
    expect(refused.error).toMatchObject({
      code: 'UNSUPPORTED',
      details: { limit: 'memory_mb', needed_mb: 352 },
    });
    expect(refused.error?.message).toContain('pool.max_memory_mb');
  });
});
