import { createCodeletRunner, type CodeletRunner } from '@codelets/runner';
import { vm2 } from '@codelets/sandbox-vm2';
import { describe, expect, it } from 'vitest';
import { descendantsOf, isAlive } from '../support/processes.js';
import { INNOCENT, codeOf, occupy, openRunner, string } from '../support/runners.js';
import { waitUntil } from '../support/wait-until.js';

const LOOP = string('console.log(1); export function main() { for (;;); }');

describe('dispose', () => {
  it('leaves no process', async () => {
    const before = new Set(descendantsOf(process.pid).map(({ pid }) => pid));
    const runner = createCodeletRunner({ pool: { max_hosts: 3, min_ready: 2 } });
    await Promise.all([runner.run(INNOCENT), runner.run(INNOCENT), runner.run(LOOP, { timeout_ms: 100 })]);
    const hosts = descendantsOf(process.pid).filter(({ pid }) => !before.has(pid));
    expect(hosts.length).toBeGreaterThanOrEqual(2);
    await runner.dispose();
    // The reaper is one of them.
    expect(hosts.filter(isAlive)).toEqual([]);
  });

  it('ends runs that are under way, and those that wait, with ABORTED', async () => {
    const runner = openRunner({ pool: { max_hosts: 1 } });
    const busy = await occupy(runner);
    const waiting = [runner.run(INNOCENT), runner.run(INNOCENT)];
    await waitUntil(() => runner.stats().queued === 2);
    await runner.dispose();
    const codes = (await Promise.all([busy.result, ...waiting])).map(codeOf);
    expect(codes).toEqual(['ABORTED', 'ABORTED', 'ABORTED']);
  });

  it('ends a synchronous loop', async () => {
    const runner = openRunner({ pool: { max_hosts: 1 } });
    let isRunning = false;
    const running = runner.run(LOOP, { timeout_ms: 60_000, on_log: () => (isRunning = true) });
    await waitUntil(() => isRunning);
    await runner.dispose();
    expect(codeOf(await running)).toBe('ABORTED');
  });

  it('may come at any time: at once, while hosts start, twice, during another', async () => {
    const before = descendantsOf(process.pid).length;
    const unused = createCodeletRunner();
    await unused.dispose();
    const starting = createCodeletRunner({ pool: { max_hosts: 2, min_ready: 2 } });
    await starting.describe();
    await Promise.all([starting.dispose(), starting.dispose()]);
    await starting.dispose();
    const asked = createCodeletRunner();
    const running = asked.run(INNOCENT);
    await asked.dispose();
    expect(codeOf(await running)).toBe('ABORTED');
    await waitUntil(() => descendantsOf(process.pid).length <= before);
  });

  it('makes every further call a TypeError', async () => {
    const runner = createCodeletRunner();
    await runner.dispose();
    await expect(runner.run(INNOCENT)).rejects.toThrow(/disposed/);
    await expect(runner.run(INNOCENT)).rejects.toThrow(TypeError);
    await expect(runner.prepare(INNOCENT)).rejects.toThrow(TypeError);
    await expect(runner.describe()).rejects.toThrow(TypeError);
    expect(runner.stats().hosts).toEqual({ starting: 0, ready: 0, busy: 0 });
  });

  it('is what `await using` does', async () => {
    let kept: CodeletRunner;
    {
      await using runner = createCodeletRunner({ pool: { max_hosts: 1 } });
      kept = runner;
      expect((await runner.run(INNOCENT, { input: 1 })).value).toBe(2);
    }
    await expect(kept.run(INNOCENT)).rejects.toThrow(/disposed/);
  });

  it('of one runner leaves another with the same sandbox alone', async () => {
    const sandbox = vm2();
    const [first, second] = [openRunner({ sandbox }), openRunner({ sandbox })];
    await Promise.all([first.run(INNOCENT), second.run(INNOCENT)]);
    const running = second.run(
      string('export const main = () => new Promise((r) => setTimeout(r, 100, "kept"))'),
    );
    await first.dispose();
    expect((await running).value).toBe('kept');
  });

  it('ends threads too', async () => {
    const runner = createCodeletRunner({ sandbox: vm2({ isolation: 'thread' }) });
    const running = runner.run(LOOP, { timeout_ms: 60_000 });
    await waitUntil(() => runner.stats().hosts.busy === 1);
    await runner.dispose();
    expect(codeOf(await running)).toBe('ABORTED');
  });
});
