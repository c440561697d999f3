import { describe, expect, it, vi } from 'vitest';
import { settled } from '../testing/fake-adapter.js';
import { ask, openPool } from '../testing/open-pool.js';
import type { Lease } from './host-pool.js';

describe('the number of hosts', () => {
  it('stays within its maximum, whatever is asked for', async () => {
    const { pool, adapter } = openPool({ max_hosts: 3, min_ready: 2 });
    let seed = 7;
    const random = (below: number): number => (seed = (seed * 48_271) % 2_147_483_647) % below;
    const leases: Lease[] = [];
    let answered = 0;
    for (let step = 0; step < 300; step += 1) {
      if (random(2) === 0) {
        const { lease } = pool.acquire([64, 128, 256][random(3)]!);
        void lease.then((got) => (leases.push(got), (answered += 1)));
      } else leases.splice(random(leases.length || 1), 1)[0]?.release(random(4) > 0);
      if (random(20) === 0) adapter.alive[0]?.exit('crashed');
      if (step % 3 === 0) await settled(2);
      expect(pool.count('busy') + pool.count('ready') + pool.count('starting')).toBeLessThanOrEqual(3);
      expect(adapter.alive.length).toBeLessThanOrEqual(3);
    }
    for (let round = 0; round < 300 && pool.queued > 0; round += 1) {
      leases.splice(0).forEach((lease) => lease.release(true));
      await settled(4);
    }
    expect([pool.queued, answered > 100, adapter.peak]).toEqual([0, true, 3]);
  });

  it('makes room for another class', async () => {
    const { pool, adapter } = openPool({ max_hosts: 1, min_ready: 1 });
    await settled();
    const { got } = ask(pool, 'a', 512);
    await settled();
    expect([got, adapter.alive.map(({ memory_mb }) => memory_mb)]).toEqual([['a'], [512]]);
  });

  it('lets the first in the queue wait rather than be passed', async () => {
    const { pool } = openPool({ max_hosts: 1 });
    const first = ask(pool, 'a');
    await settled();
    const big = ask(pool, 'b', 512);
    const small = ask(pool, 'c');
    first.leases[0]!.release(true);
    await settled();
    expect([big.got, small.got]).toEqual([['b'], []]);
    big.leases[0]!.release(true);
    await settled();
    expect(small.got).toEqual(['c']);
  });

  it('goes down again when nobody comes', async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'performance'] });
    const { pool, adapter } = openPool({ max_hosts: 4, min_ready: 1 });
    const { leases } = ask(pool, 'abcd');
    await settled();
    leases.forEach((lease) => lease.release(true));
    await settled();
    expect(adapter.alive).toHaveLength(4);
    vi.advanceTimersByTime(60_000);
    await settled();
    expect(adapter.alive).toHaveLength(1);
  });
});
