import { SandboxUnavailableError } from '@codelets/core';
import { describe, expect, it } from 'vitest';
import { FakeAdapter, settled } from '../testing/fake-adapter.js';
import { ask, openPool } from '../testing/open-pool.js';
import { never } from '../testing/open-runner.js';

describe('a host that cannot start', () => {
  it('gives each that waits one answer, with one start each', async () => {
    const adapter = new FakeAdapter();
    adapter.onStart = () => Promise.reject(new Error('no engine'));
    const { pool } = openPool({ max_hosts: 2 }, adapter);
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
    openPool({ max_hosts: 8, min_ready: 4 }, adapter);
    await settled(100);
    expect(adapter.starts).toBeLessThanOrEqual(8);
  });

  it('is tried again for the next that asks, and the pool recovers', async () => {
    const adapter = new FakeAdapter();
    let works = false;
    adapter.onStart = () => (works ? undefined : Promise.reject(new Error('no engine')));
    const { pool } = openPool({ min_ready: 1 }, adapter);
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
      const { pool } = openPool({}, adapter);
      const { got } = ask(pool, 'ab');
      await settled();
      expect([got.length, pool.queued, adapter.alive.length]).toEqual([2, 0, 0]);
    }
  });

  it('is told with its reason, unless results say it or nobody wants it any more', async () => {
    const realmless = new FakeAdapter();
    realmless.onRealm = () => Promise.reject(new Error('no realm'));
    const { pool, events } = openPool({}, realmless);
    const { got } = ask(pool, 'a');
    await settled();
    expect([got, events]).toEqual([['a: no realm'], ['end 1 refused: no realm']]);
    const missing = new FakeAdapter();
    missing.onStart = () => Promise.reject(new SandboxUnavailableError('Install it'));
    const slow = new FakeAdapter();
    slow.onRealm = () => never();
    for (const adapter of [missing, slow]) {
      const other = openPool({}, adapter);
      ask(other.pool, 'a');
      await settled();
      await other.pool.dispose(new Error('disposed'));
      expect(other.events).toEqual([]);
    }
  });

  it('that dies idle over and over is not replaced for ever', async () => {
    const { adapter } = openPool({ min_ready: 1 });
    for (let round = 0; round < 50; round += 1) {
      adapter.alive[0]?.exit('crashed');
      await settled(3);
    }
    expect(adapter.starts).toBeLessThanOrEqual(5);
  });
});
