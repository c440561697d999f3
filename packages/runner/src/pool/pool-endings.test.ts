import { describe, expect, it } from 'vitest';
import { FakeAdapter, gate, settled } from '../testing/fake-adapter.js';
import { ask, openPool } from '../testing/open-pool.js';

describe('who gives up', () => {
  it('leaves the queue, and the others move on', async () => {
    const { pool } = openPool({ max_hosts: 1 });
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
    const { pool } = openPool({ max_hosts: 1 }, adapter);
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
    const { pool } = openPool();
    const { lease, abandon } = pool.acquire(128);
    await lease;
    abandon(new Error('late'));
    expect((await lease).open).toBeDefined();
  });
});

describe('the end of a pool', () => {
  it('answers all that wait and ends all hosts', async () => {
    const { pool, adapter } = openPool({ max_hosts: 1 });
    const { got } = ask(pool, 'ab');
    await settled();
    await pool.dispose(new Error('over'));
    expect([got, adapter.alive]).toEqual([['a', 'b: over'], []]);
  });

  it('waits for a host that still starts, and ends it', async () => {
    const start = gate();
    const adapter = new FakeAdapter();
    adapter.onStart = () => start.promise;
    const { pool } = openPool({ min_ready: 1 }, adapter);
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
    const { pool, adapter } = openPool({ min_ready: 1 });
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
    const { pool } = openPool({ min_ready: 1 });
    await Promise.all([pool.dispose(new Error('a')), pool.dispose(new Error('b'))]);
  });
});
