import { describe, expect, it } from 'vitest';
import { settled } from '../testing/fake-adapter.js';
import { ask, openPool } from '../testing/open-pool.js';

describe('a pool', () => {
  it('hands hosts out in the order of asking, each to one at a time', async () => {
    const { pool, adapter } = openPool();
    const { got, leases } = ask(pool, 'abcde');
    await settled();
    expect([got, pool.queued, pool.count('busy')]).toEqual([['a', 'b'], 3, 2]);
    for (let index = 0; index < 3; index += 1) {
      leases[index]!.release(true);
      await settled();
      expect(got).toHaveLength(index + 3);
    }
    expect([got, adapter.starts, pool.queued]).toEqual([['a', 'b', 'c', 'd', 'e'], 2, 0]);
  });

  it('opens a fresh realm for each', async () => {
    const { pool, adapter } = openPool({ max_hosts: 1 });
    const { leases } = ask(pool, 'abc');
    await settled();
    leases[0]!.release(true);
    await settled();
    leases[1]!.release(true);
    await settled();
    expect(adapter.hosts[0]!.realms).toBe(3);
    expect(new Set(leases.map((lease) => lease.open.realm)).size).toBe(3);
  });

  it('says whether the realm was open before it was asked for', async () => {
    const { pool } = openPool({ min_ready: 1 });
    await settled();
    await new Promise((resolve) => setTimeout(resolve, 2));
    const warm = await pool.acquire(128).lease;
    const cold = await pool.acquire(256).lease;
    expect([warm.warm, cold.warm]).toEqual([true, false]);
  });

  it('keeps hosts ready, and one more when one is taken', async () => {
    const { pool, adapter } = openPool({ max_hosts: 5, min_ready: 2 });
    await settled();
    expect(pool.count('ready')).toBe(2);
    ask(pool, 'ab');
    await settled();
    expect([pool.count('busy'), pool.count('ready'), adapter.starts]).toEqual([2, 2, 4]);
    ask(pool, 'cd');
    await settled();
    expect([pool.count('busy'), pool.count('ready'), adapter.starts]).toEqual([4, 1, 5]);
  });

  it('starts nothing more of the usual kind when another kind is asked for', async () => {
    const { pool, adapter } = openPool({ max_hosts: 10, min_ready: 1 });
    await settled();
    ask(pool, 'abc', 512);
    await settled();
    expect(adapter.hosts.filter(({ memory_mb }) => memory_mb === 128)).toHaveLength(1);
    expect(pool.count('ready')).toBe(1);
  });

  it('replaces a host at once after a fault', async () => {
    const { pool, adapter, events } = openPool({ max_hosts: 1 });
    const { got, leases } = ask(pool, 'ab');
    await settled();
    leases[0]!.release(false);
    await settled();
    expect([got, adapter.starts, adapter.alive.length, events]).toEqual([
      ['a', 'b'],
      2,
      1,
      ['start 1', 'end 1 killed', 'start 2'],
    ]);
  });

  it('drops a host that died under a run, and serves the next', async () => {
    const { pool, adapter } = openPool({ max_hosts: 1 });
    const { got, leases } = ask(pool, 'ab');
    await settled();
    adapter.hosts[0]!.exit('crashed');
    await settled();
    expect(got).toEqual(['a', 'b']);
    leases[0]!.release(false);
    await settled();
    expect([pool.count('busy'), adapter.alive.length]).toEqual([1, 1]);
  });

  it('drops a host that cannot open its next realm', async () => {
    const { pool, adapter } = openPool({ max_hosts: 1 });
    const { got, leases } = ask(pool, 'ab');
    await settled();
    adapter.onRealm = (host) =>
      host === adapter.hosts[0] ? Promise.reject(new Error('no realm')) : undefined;
    leases[0]!.release(true);
    await settled();
    expect([got, adapter.starts, adapter.alive.length]).toEqual([['a', 'b'], 2, 1]);
  });

  it('drops a host that has grown', async () => {
    const { pool, adapter } = openPool({ max_hosts: 1 });
    const { leases } = ask(pool, 'abc');
    await settled();
    adapter.hosts[0]!.resident_bytes = 1;
    leases[0]!.release(true);
    await settled();
    adapter.hosts[0]!.resident_bytes = 1 << 30;
    leases[1]!.release(true);
    await settled();
    expect([adapter.starts, adapter.hosts[0]!.isAlive, leases.length]).toEqual([2, false, 3]);
  });
});
