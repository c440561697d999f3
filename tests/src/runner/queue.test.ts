import { describe, expect, it } from 'vitest';
import { INNOCENT, codeOf, occupy, openRunner, string } from '../support/runners.js';
import { waitUntil } from '../support/wait-until.js';

describe('the queue', () => {
  it('refuses what does not fit with QUEUE_FULL, and goes on afterwards', async () => {
    const runner = openRunner({ pool: { max_hosts: 1, max_queue: 1 } });
    const busy = await occupy(runner);
    const waiting = runner.run(INNOCENT, { input: 1 });
    await waitUntil(() => runner.stats().queued === 1);
    const refused = await runner.run(INNOCENT, { input: 2 });
    expect(codeOf(refused)).toBe('QUEUE_FULL');
    expect([refused.logs, refused.duration_ms]).toEqual([[], 0]);
    busy.free();
    expect(await waiting).toMatchObject({ ok: true, value: 2 });
    expect(await runner.run(INNOCENT, { input: 3 })).toMatchObject({ ok: true, value: 4 });
  });

  it('may have no places at all', async () => {
    const runner = openRunner({ pool: { max_hosts: 1, max_queue: 0 } });
    expect(await runner.run(INNOCENT, { input: 1 })).toMatchObject({ ok: true, value: 2 });
    const busy = await occupy(runner);
    expect(codeOf(await runner.run(INNOCENT))).toBe('QUEUE_FULL');
    busy.free();
  });

  it('lets nobody wait longer than queue_timeout_ms', async () => {
    const runner = openRunner({ pool: { max_hosts: 1, queue_timeout_ms: 120 } });
    await waitUntil(() => runner.stats().hosts.ready === 1);
    const busy = await occupy(runner);
    const started = performance.now();
    const late = await runner.run(INNOCENT);
    expect(performance.now() - started).toBeLessThan(1500);
    expect(late).toMatchObject({
      ok: false,
      error: { code: 'QUEUE_TIMEOUT', details: { limit: 'queue_timeout_ms', limit_value: 120 } },
    });
    expect(late.stats.queue_ms).toBeGreaterThanOrEqual(115);
    expect(runner.stats().queued).toBe(0);
    busy.free();
  });

  it('does not count waiting in timeout_ms', async () => {
    const runner = openRunner({ pool: { max_hosts: 1 } });
    const first = runner.run(string('export const main = () => new Promise((r) => setTimeout(r, 700))'), {
      timeout_ms: 5000,
    });
    await waitUntil(() => runner.stats().hosts.busy === 1);
    const second = await runner.run(INNOCENT, { input: 1, timeout_ms: 300 });
    expect(second).toMatchObject({ ok: true, value: 2 });
    expect(second.stats.queue_ms).toBeGreaterThan(350);
    expect(second.duration_ms).toBeLessThan(300);
    expect(codeOf(await first)).toBe('ok');
  });

  it('is left at once by a run that is aborted, which harms nobody else', async () => {
    const runner = openRunner({ pool: { max_hosts: 1 } });
    const busy = await occupy(runner);
    const controller = new AbortController();
    const gone = runner.run(INNOCENT, { signal: controller.signal });
    const stays = runner.run(INNOCENT, { input: 5 });
    await waitUntil(() => runner.stats().queued === 2);
    controller.abort();
    expect(codeOf(await gone)).toBe('ABORTED');
    expect(runner.stats().queued).toBe(1);
    busy.free();
    expect(codeOf(await busy.result)).toBe('ABORTED');
    expect(await stays).toMatchObject({ ok: true, value: 6 });
  });

  it('is served in the order of asking', async () => {
    const runner = openRunner({ pool: { max_hosts: 1 } });
    const busy = await occupy(runner);
    const order: number[] = [];
    const runs = [0, 1, 2, 3, 4].map((n) => runner.run(INNOCENT, { input: n }).then(() => order.push(n)));
    await waitUntil(() => runner.stats().queued === 5);
    busy.free();
    await Promise.all(runs);
    expect(order).toEqual([0, 1, 2, 3, 4]);
  });

  it('answers a burst of 200 runs, each with its own result', async () => {
    const runner = openRunner({ pool: { max_hosts: 2 } });
    const runs = Array.from({ length: 200 }, (_, n) => runner.run(INNOCENT, { input: n }));
    const values = (await Promise.all(runs)).map((result) => result.value);
    expect(values).toEqual(Array.from({ length: 200 }, (_, n) => n + 1));
  });
});
