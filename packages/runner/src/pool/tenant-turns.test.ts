import { describe, expect, it, vi } from 'vitest';
import { settled } from '../testing/fake-adapter.js';
import { ask, openPool } from '../testing/open-pool.js';
import { LINGER_MS, MAXIMUM_PASSED } from './shares.js';
import type { HostPool, Lease } from './host-pool.js';

/** Asks `count` times for a tenant and notes the tenant of each lease in `order`. */
function flood(pool: HostPool, order: string[], leases: Lease[], tenant: string, count: number, mb = 128) {
  for (let n = 0; n < count; n += 1) {
    pool.acquire(mb, tenant).lease.then(
      (lease) => (order.push(tenant), leases.push(lease)),
      () => undefined,
    );
  }
}

/** Gives hosts back one after the other, the first taken first, until nobody has one. */
async function releaseAll(leases: Lease[]): Promise<void> {
  await settled();
  for (let lease = leases.shift(); lease; lease = leases.shift()) {
    lease.release(true);
    await settled();
  }
}

describe('tenants that wait', () => {
  it('take turns, whoever came first with however many', async () => {
    const { pool, adapter } = openPool({ max_hosts: 1 });
    const [order, leases]: [string[], Lease[]] = [[], []];
    flood(pool, order, leases, 'a', 5);
    flood(pool, order, leases, 'b', 3);
    flood(pool, order, leases, 'c', 1);
    await releaseAll(leases);
    expect(order.join('')).toBe('abcabab' + 'aa');
    // Each change of the tenant is a new host; the last two runs share one.
    expect(adapter.starts).toBe(8);
  });

  it('do not get past others by leaving and coming back', async () => {
    const { pool } = openPool({ max_hosts: 1 });
    const [order, leases]: [string[], Lease[]] = [[], []];
    flood(pool, order, leases, 'a', 1);
    await settled();
    const { lease, abandon } = pool.acquire(128, 'b');
    flood(pool, order, leases, 'c', 2);
    abandon(new Error('gone'));
    await expect(lease).rejects.toThrow('gone');
    flood(pool, order, leases, 'b', 1);
    await releaseAll(leases);
    expect(order.join('')).toBe('acbc');
  });

  it('are served in the order of asking within each', async () => {
    const { pool } = openPool({ max_hosts: 2 });
    const a = ask(pool, '12345', 128, 'a');
    const b = ask(pool, '123', 128, 'b');
    for (let round = 0; round < 8; round += 1) {
      await settled();
      (round % 2 ? a : b).leases.shift()?.release(true);
      (round % 2 ? b : a).leases.shift()?.release(true);
    }
    await settled();
    expect([a.got.join(''), b.got.join('')]).toEqual(['12345', '123']);
  });

  it('get their share of the hosts from a flood, and then hosts change hands no more', async () => {
    const { pool, adapter } = openPool({ max_hosts: 4, max_queue: 100 });
    const leases: Record<string, Lease[]> = { a: [], b: [] };
    const order: string[] = [];
    flood(pool, order, leases['a']!, 'a', 40);
    await settled();
    expect(leases['a']).toHaveLength(4);
    flood(pool, order, leases['b']!, 'b', 40);
    for (let round = 0; round < 4; round += 1) {
      leases['a']!.shift()?.release(true);
      leases['b']!.shift()?.release(true);
      await settled();
    }
    expect([leases['a']!.length, leases['b']!.length]).toEqual([2, 2]);
    const { starts } = adapter;
    for (let round = 0; round < 10; round += 1) {
      leases['b']!.shift()?.release(true);
      await settled();
      leases['a']!.shift()?.release(true);
      await settled();
    }
    expect([leases['a']!.length, leases['b']!.length, adapter.starts]).toEqual([2, 2, starts]);
  });

  it('get an odd host in turns', async () => {
    const { pool } = openPool({ max_hosts: 3, max_queue: 500 });
    const leases: Record<string, Lease[]> = { a: [], b: [] };
    const order: string[] = [];
    flood(pool, order, leases['a']!, 'a', 200);
    flood(pool, order, leases['b']!, 'b', 200);
    await settled();
    for (let round = 0; round < 100; round += 1) {
      for (const name of ['a', 'b']) for (const lease of leases[name]!.splice(0)) lease.release(true);
      await settled();
    }
    const counted = order.slice(0, 240).filter((name) => name === 'a').length;
    // Two thirds to one third would be 160 and 80.
    expect(Math.abs(counted - 120)).toBeLessThanOrEqual(20);
    expect(pool.evictions).toBeLessThanOrEqual(10);
  });

  it('without a name are one, and no tenant gets their hosts', async () => {
    const { pool } = openPool({ max_hosts: 1 });
    const unnamed = await pool.acquire(128).lease;
    unnamed.release(true);
    await settled();
    const again = await pool.acquire(128).lease;
    again.release(true);
    await settled();
    const named = await pool.acquire(128, 'a').lease;
    expect(again.host_id).toBe(unnamed.host_id);
    expect(named.host_id).not.toBe(unnamed.host_id);
  });
});

describe('an idle host of another tenant', () => {
  it('makes room, the least recently used first', async () => {
    vi.useFakeTimers({ toFake: ['performance'] });
    const { pool, adapter } = openPool({ max_hosts: 3 });
    const held = await Promise.all(['a', 'b', 'c'].map((tenant) => pool.acquire(128, tenant).lease));
    for (const index of [1, 0, 2]) {
      vi.advanceTimersByTime(5);
      held[index]!.release(true);
    }
    await settled();
    await pool.acquire(128, 'd').lease;
    expect(adapter.hosts.map(({ isAlive }) => isAlive)).toEqual([true, false, true, true]);
    expect(pool.evictions).toBe(1);
  });

  it('stays for a moment when the other has a host already, and no longer', async () => {
    vi.useFakeTimers({ toFake: ['performance', 'setTimeout', 'clearTimeout'] });
    const { pool, adapter } = openPool({ max_hosts: 2 });
    (await pool.acquire(128, 'a').lease).release(true);
    const b = ask(pool, '12', 128, 'b');
    await settled();
    expect([b.got, pool.evictions, adapter.alive.length]).toEqual([['1'], 0, 2]);
    vi.advanceTimersByTime(LINGER_MS);
    await settled();
    expect([b.got, pool.evictions, adapter.alive.length]).toEqual([['1', '2'], 1, 2]);
  });

  it('stays when there is room, and when a fresh one is ready', async () => {
    const { pool, adapter } = openPool({ max_hosts: 3, min_ready: 1 });
    await settled();
    (await pool.acquire(128, 'a').lease).release(true);
    await settled();
    const lease = await pool.acquire(128, 'b').lease;
    await settled();
    expect([lease.host_id, pool.evictions, adapter.alive.length, adapter.starts]).toEqual([2, 0, 3, 3]);
  });
});

describe('bounds of one tenant', () => {
  it('keep its runs to max_running and hold nobody else up', async () => {
    const { pool } = openPool({ max_hosts: 3, per_tenant: { max_running: 1, max_queue: 10 } });
    const a = ask(pool, '123', 128, 'a');
    const b = ask(pool, '1', 128, 'b');
    await settled();
    expect([a.got, b.got, pool.queued]).toEqual([['1'], ['1'], 2]);
    a.leases[0]!.release(false);
    await settled();
    expect([a.got, pool.loads(1)]).toEqual([['1', '2'], [{ tenant: 'a', running: 1, queued: 1 }]]);
  });

  it('are told from those of all', async () => {
    const { pool } = openPool({ max_hosts: 2, max_queue: 3, per_tenant: { max_running: 1, max_queue: 2 } });
    ask(pool, '123', 128, 'a');
    await settled();
    expect(pool.full(128, 'a')).toEqual({ limit: 'pool.per_tenant.max_queue', limit_value: 2 });
    expect(pool.full(128, 'b')).toBeUndefined();
    ask(pool, '1', 128, 'b');
    await settled();
    expect(pool.full(128, 'c')).toBeUndefined();
    ask(pool, '1', 128, 'b');
    expect(pool.full(128, 'c')).toEqual({ limit: 'pool.max_queue', limit_value: 3 });
  });
});

describe('the memory budget', () => {
  it('counts class and overhead, and makes runs wait beyond it', async () => {
    const { pool } = openPool({ max_hosts: 10, max_memory_mb: 2 * (128 + 96) });
    const { got, leases } = ask(pool, 'abc');
    await settled();
    expect([got, pool.admitted_memory_mb]).toEqual([['a', 'b'], 448]);
    leases[0]!.release(true);
    await settled();
    expect(got).toEqual(['a', 'b', 'c']);
  });

  it('leaves no room for hosts that nobody asked for', async () => {
    const { pool, adapter } = openPool({ max_hosts: 10, min_ready: 5, max_memory_mb: 500 });
    await settled();
    expect([adapter.starts, pool.admitted_memory_mb]).toEqual([2, 448]);
  });

  it('lets a large one be passed so often and no more, and small ones go on after it', async () => {
    const { pool } = openPool({ max_hosts: 10, max_queue: 100, max_memory_mb: 4 * (128 + 96) });
    const leases: Record<string, Lease[]> = { a: [], b: [] };
    const order: string[] = [];
    flood(pool, order, leases['a']!, 'a', 60);
    await settled();
    // Needs the place of three small hosts, and only one is idle at any time.
    flood(pool, order, leases['b']!, 'b', 1, 512);
    for (let round = 0; round < 40 && !order.includes('b'); round += 1) {
      leases['a']!.shift()?.release(true);
      await settled();
    }
    const before = order.indexOf('b');
    expect(before).toBeGreaterThan(4);
    expect(before).toBeLessThanOrEqual(4 + MAXIMUM_PASSED);
    leases['b']![0]!.release(true);
    await releaseAll(leases['a']!);
    expect([order.length, pool.queued]).toEqual([61, 0]);
  });
});
