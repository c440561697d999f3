import type { RunnerEvents } from '@codelets/runner';
import { describe, expect, it } from 'vitest';
import { childrenOf, descendantsOf } from '../support/processes.js';
import { INNOCENT, codeOf, openRunner, string } from '../support/runners.js';
import { waitUntil } from '../support/wait-until.js';

const LOOP = string('export function main() { for (;;); }');

describe('the pool', () => {
  it('opens realms ahead of time: the first run may be cold, the next are warm', async () => {
    const runner = openRunner({ pool: { max_hosts: 1 } });
    expect((await runner.run(INNOCENT)).stats.warm).toBe(false);
    await waitUntil(() => runner.stats().hosts.ready === 1);
    const { stats } = await runner.run(INNOCENT);
    expect(stats.warm).toBe(true);
    expect(stats.queue_ms).toBeLessThan(50);
  });

  it('has min_ready hosts ready before anyone asks, and again after each run', async () => {
    const runner = openRunner({ pool: { max_hosts: 3, min_ready: 2 } });
    await waitUntil(() => runner.stats().hosts.ready === 2);
    expect((await runner.run(INNOCENT)).stats.warm).toBe(true);
    await waitUntil(() => runner.stats().hosts.ready >= 2);
  });

  it('starts no host ahead with min_ready 0', async () => {
    const before = descendantsOf(process.pid).length;
    const runner = openRunner({ pool: { min_ready: 0 } });
    await runner.describe();
    expect(runner.stats().hosts).toEqual({ starting: 0, ready: 0, busy: 0 });
    expect(descendantsOf(process.pid).length).toBe(before);
    expect(codeOf(await runner.run(INNOCENT))).toBe('ok');
  });

  it('replaces a host after a fault at once, and uses it never again', async () => {
    const runner = openRunner({ pool: { max_hosts: 1 } });
    const starts: RunnerEvents['host-start'][] = [];
    const ends: RunnerEvents['host-end'][] = [];
    runner.on('host-start', (event) => starts.push(event));
    runner.on('host-end', (event) => ends.push(event));
    await runner.run(INNOCENT);
    expect(codeOf(await runner.run(LOOP, { timeout_ms: 100 }))).toBe('TIMEOUT');
    // Nobody asks for it: the next one is made ready all the same.
    await waitUntil(() => runner.stats().hosts.ready === 1);
    expect(starts.map(({ host_id }) => host_id)).toEqual([1, 2]);
    expect(ends).toMatchObject([{ host_id: 1, reason: 'killed' }]);
    expect(await runner.run(INNOCENT, { input: 1 })).toMatchObject({
      ok: true,
      value: 2,
      stats: { warm: true },
    });
  });

  it('keeps a host over many runs when nothing happens', async () => {
    const runner = openRunner({ pool: { max_hosts: 1 } });
    const starts: unknown[] = [];
    runner.on('host-start', (event) => starts.push(event));
    for (let n = 0; n < 20; n += 1) expect((await runner.run(INNOCENT, { input: n })).value).toBe(n + 1);
    expect(starts).toHaveLength(1);
  });

  it('never has more hosts than max_hosts', async () => {
    const runner = openRunner({ pool: { max_hosts: 2, min_ready: 2 } });
    let most = 0;
    const look = (): void => {
      const { starting, ready, busy } = runner.stats().hosts;
      most = Math.max(most, starting + ready + busy);
    };
    const sampler = setInterval(look, 1);
    runner.on('host-start', look);
    runner.on('run-start', look);
    const runs = Array.from({ length: 12 }, (_, n) =>
      n % 3 === 0
        ? runner.run(LOOP, { timeout_ms: 60 })
        : runner.run(INNOCENT, { input: n, memory_mb: n % 2 ? 64 : 128 }),
    );
    const codes = (await Promise.all(runs)).map(codeOf);
    clearInterval(sampler);
    expect(codes).toEqual(codes.map((_, n) => (n % 3 === 0 ? 'TIMEOUT' : 'ok')));
    expect(most).toBe(2);
    // The reaper is one more process; a killed host may still be on its way out.
    await waitUntil(() => childrenOf(process.pid).length <= 3);
  });

  it('has hosts by memory class, and makes room for another class', async () => {
    const runner = openRunner({ pool: { max_hosts: 1 } });
    const classes: number[] = [];
    runner.on('host-start', ({ memory_mb }) => classes.push(memory_mb));
    expect(codeOf(await runner.run(INNOCENT))).toBe('ok');
    expect(codeOf(await runner.run(INNOCENT, { memory_mb: 20 }))).toBe('ok');
    expect(codeOf(await runner.run(INNOCENT, { memory_mb: 32 }))).toBe('ok');
    expect(codeOf(await runner.run(INNOCENT, { memory_mb: 300 }))).toBe('ok');
    expect(classes.slice(0, 3)).toEqual([128, 32, 512]);
  });

  it('replaces a host that dies while it is idle', async () => {
    const runner = openRunner({ pool: { max_hosts: 1 } });
    const ends: RunnerEvents['host-end'][] = [];
    runner.on('host-end', (event) => ends.push(event));
    await waitUntil(() => runner.stats().hosts.ready === 1);
    // Killing the group of each child ends the host; the reaper, where it is hit too, is started again.
    for (const { pid } of childrenOf(process.pid)) process.kill(pid, 'SIGKILL');
    await waitUntil(() => ends.length === 1);
    expect(ends[0]!.reason).toBe('crashed');
    expect(await runner.run(INNOCENT, { input: 1 })).toMatchObject({ ok: true, value: 2 });
  });

  it('blames a host that dies under a run on the service, and goes on', async () => {
    const runner = openRunner({ pool: { max_hosts: 1 } });
    let isRunning = false;
    const dying = runner.run(string('console.log(1); export const main = () => new Promise(() => {})'), {
      on_log: () => (isRunning = true),
      timeout_ms: 10_000,
    });
    await waitUntil(() => isRunning);
    for (const { pid } of descendantsOf(process.pid)) process.kill(pid, 'SIGKILL');
    const result = await dying;
    expect(codeOf(result)).toBe('SANDBOX_CRASHED');
    expect(result.logs).toHaveLength(1);
    expect(await runner.run(INNOCENT, { input: 1 })).toMatchObject({ ok: true, value: 2 });
  });

  it('with one run a host, no run meets a host that ran another', async () => {
    const runner = openRunner({ pool: { max_hosts: 2, max_runs_per_host: 1 } });
    const ids: (number | undefined)[] = [];
    for (let input = 0; input < 4; input += 1) {
      const { value, stats } = await runner.run(INNOCENT, { input });
      expect(value).toBe(input + 1);
      ids.push(stats.host_id);
    }
    expect(new Set(ids).size).toBe(4);
    expect((await runner.describe()).pool.max_runs_per_host).toBe(1);
  });
});
