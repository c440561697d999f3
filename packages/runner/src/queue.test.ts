import type { GuestMessage } from '@codelets/core';
import { describe, expect, it } from 'vitest';
import { gate, settled } from './testing/fake-adapter.js';
import { SOURCE, codeOf, never, openRunner } from './testing/open-runner.js';

describe('the queue', () => {
  it('is bounded', async () => {
    const { runner, sandbox } = openRunner({ pool: { max_hosts: 1, min_ready: 0, max_queue: 1 } });
    const end = gate();
    sandbox.play = async (input, post) => (await end.promise, post({ t: 'done', value: input }));
    const first = runner.run(SOURCE);
    await settled();
    const second = runner.run(SOURCE);
    await settled();
    expect(codeOf(await runner.run(SOURCE))).toBe('QUEUE_FULL');
    expect(runner.stats()).toMatchObject({ runs: 3, running: 2, queued: 1, hosts: { busy: 1 } });
    end.open();
    expect([codeOf(await first), codeOf(await second)]).toEqual(['ok', 'ok']);
  });

  it('has an end, which is no part of the time of a run', async () => {
    const { runner, sandbox } = openRunner({ pool: { max_hosts: 1, min_ready: 0, queue_timeout_ms: 30 } });
    sandbox.play = never;
    const controller = new AbortController();
    const first = runner.run(SOURCE, { signal: controller.signal });
    await settled();
    const second = await runner.run(SOURCE, { timeout_ms: 1 });
    expect(second.error).toMatchObject({ code: 'QUEUE_TIMEOUT', details: { limit_value: 30 } });
    expect([second.duration_ms, second.stats.queue_ms >= 29, runner.stats().queued]).toEqual([0, true, 0]);
    controller.abort();
    expect(codeOf(await first)).toBe('ABORTED');
  });

  it.each(['before the run', 'while the input is read', 'while it waits', 'while it runs'])(
    'lets go of who is aborted %s',
    async (when) => {
      const { runner, sandbox } = openRunner({
        pool: { max_hosts: 1, min_ready: 0, queue_timeout_ms: 5000 },
      });
      sandbox.play = never;
      const [controller, other] = [new AbortController(), new AbortController()];
      const first = when === 'while it runs' ? undefined : runner.run(SOURCE, { signal: other.signal });
      await settled();
      if (when === 'before the run') controller.abort();
      const input = { get a() { if (when === 'while the input is read') controller.abort(); return 1 } }; // prettier-ignore
      const started = performance.now();
      const result = runner.run(SOURCE, { input, signal: controller.signal });
      await settled();
      controller.abort();
      expect(codeOf(await result)).toBe('ABORTED');
      expect(performance.now() - started).toBeLessThan(2000);
      other.abort();
      await first;
    },
  );
});

describe('the runs of a tenant', () => {
  const held =
    (end: ReturnType<typeof gate>) => async (input: string, post: (message: GuestMessage) => void) => {
      await end.promise;
      post({ t: 'done', value: input });
    };

  it('that find no place say whose bound it was', async () => {
    const pool = { max_hosts: 1, min_ready: 0, max_queue: 2, per_tenant: { max_queue: 1 } };
    const { runner, sandbox } = openRunner({ pool, tenant: 'a' });
    const end = gate();
    sandbox.play = held(end);
    const running = [runner.run(SOURCE), runner.run(SOURCE)];
    await settled();
    const own = await runner.run(SOURCE);
    expect(own.error).toMatchObject({
      code: 'QUEUE_FULL',
      details: { limit: 'pool.per_tenant.max_queue', limit_value: 1 },
    });
    running.push(runner.run(SOURCE, { tenant: 'b' }));
    await settled();
    const all = await runner.run(SOURCE, { tenant: 'c' });
    expect(all.error).toMatchObject({
      code: 'QUEUE_FULL',
      details: { limit: 'pool.max_queue', limit_value: 2 },
    });
    expect(runner.stats().tenants).toEqual([
      { tenant: 'a', running: 1, queued: 1 },
      { tenant: 'b', running: 0, queued: 1 },
    ]);
    end.open();
    expect((await Promise.all(running)).map(codeOf)).toEqual(['ok', 'ok', 'ok']);
    expect(runner.stats().tenants).toEqual([]);
  });

  it('say in their stats for whom they were and where', async () => {
    const { runner } = openRunner();
    const { stats } = await runner.run(SOURCE, { tenant: 'a' });
    const other = await runner.run(SOURCE);
    expect(stats).toMatchObject({ tenant: 'a', host_id: 1 });
    expect(other.stats).toMatchObject({ host_id: 2 });
    expect(other.stats).not.toHaveProperty('tenant');
  });

  it('that can never fit into the budget are refused at once', async () => {
    const { runner, sandbox } = openRunner({ pool: { max_hosts: 2, min_ready: 1, max_memory_mb: 160 } });
    const refused = await runner.run(SOURCE);
    expect(refused.error).toMatchObject({
      code: 'UNSUPPORTED',
      details: { limit: 'memory_mb', limit_value: 128, needed_mb: 224, max_memory_mb: 160 },
    });
    expect(refused.error?.message).toContain('pool.max_memory_mb');
    expect(sandbox.starts).toBe(0);
    expect(codeOf(await runner.run(SOURCE, { memory_mb: 64 }))).toBe('ok');
  });
});
