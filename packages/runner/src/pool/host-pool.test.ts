import { afterEach, describe, expect, it, vi } from 'vitest';
import { FakeAdapter, gate, settled } from '../testing/fake-adapter.js';
import { HostPool, type Lease } from './host-pool.js';
import type { ResolvedPool } from '../options/runner-options.js';

const SMALL: ResolvedPool = { max_hosts: 2, min_ready: 0, max_queue: 10, queue_timeout_ms: 1000 };
const pools: HostPool[] = [];

function open(over: Partial<ResolvedPool> = {}, adapter = new FakeAdapter()) {
  const events: string[] = [];
  const pool = new HostPool(adapter, { ...SMALL, ...over }, 128, {
    onStart: ({ id }) => events.push(`start ${id}`),
    onEnd: ({ id }, { reason }) => events.push(`end ${id} ${reason}`),
  });
  pools.push(pool);
  return { pool, adapter, events };
}

afterEach(async () => {
  vi.useRealTimers();
  await Promise.all(
    pools.splice(0).map((pool) => pool.dispose(new Error('the test is over')).catch(() => undefined)),
  );
});

/** Asks so often and notes who got a host, in order. */
function ask(pool: HostPool, names: string, memory_mb = 128) {
  const got: string[] = [];
  const leases: Lease[] = [];
  for (const name of names) {
    pool.acquire(memory_mb).lease.then(
      (lease) => (got.push(name), leases.push(lease)),
      (error: Error) => got.push(`${name}: ${error.message}`),
    );
  }
  return { got, leases };
}

describe('a pool', () => {
  it('hands hosts out in the order of asking, each to one at a time', async () => {
    const { pool, adapter } = open();
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
    const { pool, adapter } = open({ max_hosts: 1 });
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
    const { pool } = open({ min_ready: 1 });
    await settled();
    await new Promise((resolve) => setTimeout(resolve, 2));
    const warm = await pool.acquire(128).lease;
    const cold = await pool.acquire(256).lease;
    expect([warm.warm, cold.warm]).toEqual([true, false]);
  });

  it('keeps hosts ready, and one more when one is taken', async () => {
    const { pool, adapter } = open({ max_hosts: 5, min_ready: 2 });
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
    const { pool, adapter } = open({ max_hosts: 10, min_ready: 1 });
    await settled();
    ask(pool, 'abc', 512);
    await settled();
    expect(adapter.hosts.filter(({ memory_mb }) => memory_mb === 128)).toHaveLength(1);
    expect(pool.count('ready')).toBe(1);
  });

  it('replaces a host at once after a fault', async () => {
    const { pool, adapter, events } = open({ max_hosts: 1 });
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
    const { pool, adapter } = open({ max_hosts: 1 });
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
    const { pool, adapter } = open({ max_hosts: 1 });
    const { got, leases } = ask(pool, 'ab');
    await settled();
    adapter.onRealm = (host) =>
      host === adapter.hosts[0] ? Promise.reject(new Error('no realm')) : undefined;
    leases[0]!.release(true);
    await settled();
    expect([got, adapter.starts, adapter.alive.length]).toEqual([['a', 'b'], 2, 1]);
  });

  it('drops a host that has grown', async () => {
    const { pool, adapter } = open({ max_hosts: 1 });
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

describe('the number of hosts', () => {
  it('stays within its maximum, whatever is asked for', async () => {
    const { pool, adapter } = open({ max_hosts: 3, min_ready: 2 });
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
    const { pool, adapter } = open({ max_hosts: 1, min_ready: 1 });
    await settled();
    const { got } = ask(pool, 'a', 512);
    await settled();
    expect([got, adapter.alive.map(({ memory_mb }) => memory_mb)]).toEqual([['a'], [512]]);
  });

  it('lets the first in the queue wait rather than be passed', async () => {
    const { pool } = open({ max_hosts: 1 });
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
    const { pool, adapter } = open({ max_hosts: 4, min_ready: 1 });
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

describe('a host that cannot start', () => {
  it('gives each that waits one answer, with one start each', async () => {
    const adapter = new FakeAdapter();
    adapter.onStart = () => Promise.reject(new Error('no engine'));
    const { pool } = open({ max_hosts: 2 }, adapter);
    const { got } = ask(pool, 'abcd');
    await settled();
    expect([got, adapter.starts, pool.queued]).toEqual([
      ['a', 'b', 'c', 'd'].map((name) => `${name}: no engine`),
      4,
      0,
    ]);
  });

  it('is not tried again and again by itself', async () => {
    const adapter = new FakeAdapter();
    adapter.onStart = () => Promise.reject(new Error('no engine'));
    open({ max_hosts: 8, min_ready: 4 }, adapter);
    await settled(100);
    expect(adapter.starts).toBeLessThanOrEqual(8);
  });

  it('is tried again for the next that asks, and the pool recovers', async () => {
    const adapter = new FakeAdapter();
    let works = false;
    adapter.onStart = () => (works ? undefined : Promise.reject(new Error('no engine')));
    const { pool } = open({ min_ready: 1 }, adapter);
    await settled(100);
    works = true;
    const { got } = ask(pool, 'a');
    await settled();
    expect([got, pool.count('ready')]).toEqual([['a'], 1]);
  });

  it('fails as well when it throws at once, or cannot open its realm', async () => {
    const throwing = new FakeAdapter();
    throwing.openHost = () => {
      throw new Error('at once');
    };
    const realmless = new FakeAdapter();
    realmless.onRealm = () => Promise.reject(new Error('no realm'));
    const dying = new FakeAdapter();
    dying.onRealm = (host) => (host.exit('crashed'), new Promise(() => undefined));
    for (const adapter of [throwing, realmless, dying]) {
      const { pool } = open({}, adapter);
      const { got } = ask(pool, 'ab');
      await settled();
      expect([got.length, pool.queued, adapter.alive.length]).toEqual([2, 0, 0]);
    }
  });

  it('that dies idle over and over is not replaced for ever', async () => {
    const { adapter } = open({ min_ready: 1 });
    for (let round = 0; round < 50; round += 1) {
      adapter.alive[0]?.exit('crashed');
      await settled(3);
    }
    expect(adapter.starts).toBeLessThanOrEqual(5);
  });
});

describe('who gives up', () => {
  it('leaves the queue, and the others move on', async () => {
    const { pool } = open({ max_hosts: 1 });
    const { leases } = ask(pool, 'a');
    await settled();
    const { lease, abandon } = pool.acquire(128);
    const after = ask(pool, 'c');
    abandon(new Error('no time'));
    await expect(lease).rejects.toThrow('no time');
    expect(pool.queued).toBe(1);
    leases[0]!.release(true);
    await settled();
    expect(after.got).toEqual(['c']);
  });

  it('leaves a host that starts to the next', async () => {
    const start = gate();
    const adapter = new FakeAdapter();
    adapter.onStart = () => start.promise;
    const { pool } = open({ max_hosts: 1 }, adapter);
    const { lease, abandon } = pool.acquire(128);
    abandon(new Error('no time'));
    await expect(lease).rejects.toThrow('no time');
    start.open();
    await settled();
    const { got } = ask(pool, 'b');
    await settled();
    expect([got, adapter.starts]).toEqual([['b'], 1]);
  });

  it('too late changes nothing', async () => {
    const { pool } = open();
    const { lease, abandon } = pool.acquire(128);
    await lease;
    abandon(new Error('late'));
    expect((await lease).open).toBeDefined();
  });
});

describe('the end of a pool', () => {
  it('answers all that wait and ends all hosts', async () => {
    const { pool, adapter } = open({ max_hosts: 1 });
    const { got } = ask(pool, 'ab');
    await settled();
    await pool.dispose(new Error('over'));
    expect([got, adapter.alive]).toEqual([['a', 'b: over'], []]);
  });

  it('waits for a host that still starts, and ends it', async () => {
    const start = gate();
    const adapter = new FakeAdapter();
    adapter.onStart = () => start.promise;
    const { pool } = open({ min_ready: 1 }, adapter);
    await settled();
    let isOver = false;
    const disposed = pool.dispose(new Error('over')).then(() => (isOver = true));
    await settled();
    expect(isOver).toBe(false);
    start.open();
    await disposed;
    expect([adapter.hosts.length, adapter.alive]).toEqual([1, []]);
  });

  it('kills what is given back later, and starts nothing', async () => {
    const { pool, adapter } = open({ min_ready: 1 });
    const { leases } = ask(pool, 'a');
    await settled();
    await pool.dispose(new Error('over'));
    const { starts } = adapter;
    leases[0]!.release(true);
    const late = ask(pool, 'z');
    await settled();
    expect([adapter.starts, adapter.alive, late.got]).toEqual([starts, [], ['z: over']]);
  });

  it('may be asked for twice', async () => {
    const { pool } = open({ min_ready: 1 });
    await Promise.all([pool.dispose(new Error('a')), pool.dispose(new Error('b'))]);
  });
});
