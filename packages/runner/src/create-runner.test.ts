import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createCodeletRunner } from './create-runner.js';
import { gate, settled } from './testing/fake-adapter.js';
import { SOURCE, codeOf, never, openRunner } from './testing/open-runner.js';

describe('the end of a runner', () => {
  it('ends its runs, and those that come in between', async () => {
    const { runner, sandbox } = openRunner({ pool: { max_hosts: 1, min_ready: 0, queue_timeout_ms: 5000 } });
    sandbox.play = never;
    const started = performance.now();
    const folder = mkdtempSync(join(tmpdir(), 'codelets-runner-'));
    writeFileSync(join(folder, 'a.js'), SOURCE.code);
    let disposed: Promise<void> | undefined;
    const input = { get a() { disposed ??= runner.dispose(); return 1 } }; // prettier-ignore
    const running = runner.run(SOURCE);
    await settled();
    const results = await Promise.all([
      running,
      runner.run({ type: 'file', path: join(folder, 'a.js') }),
      runner.run(SOURCE, { input }),
    ]);
    await disposed;
    rmSync(folder, { recursive: true });
    expect(results.map(codeOf)).toEqual(['ABORTED', 'ABORTED', 'ABORTED']);
    expect(performance.now() - started).toBeLessThan(2000);
    expect(sandbox.alive).toEqual([]);
  });

  it('comes once, and nothing runs after it', async () => {
    const { runner } = openRunner();
    expect(runner.dispose()).toBe(runner.dispose());
    await runner.dispose();
    await expect(runner.run(SOURCE)).rejects.toThrow('The runner is disposed');
    await expect(runner.describe()).rejects.toThrow('The runner is disposed');
    await expect(runner.prepare(SOURCE)).rejects.toThrow('The runner is disposed');
  });

  it('is what await using does', async () => {
    const { sandbox } = openRunner();
    {
      await using runner = createCodeletRunner({ sandbox, pool: { min_ready: 1 } });
      await runner.run(SOURCE);
      expect(sandbox.alive.length).toBeGreaterThan(0);
    }
    expect(sandbox.alive).toEqual([]);
  });

  it('and a run leave no timer that keeps the process alive', async () => {
    const timers = (): number => process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length;
    const before = timers();
    const { runner, sandbox } = openRunner();
    const end = gate();
    sandbox.play = async (input, post) => (await end.promise, post({ t: 'done', value: input }));
    const running = runner.run(SOURCE);
    await settled();
    expect(timers()).toBeGreaterThan(before);
    end.open();
    await running;
    await settled();
    expect(timers()).toBeLessThanOrEqual(before);
  });
});

describe('a prepared codelet', () => {
  it('runs often, with its own text, until it is disposed', async () => {
    const { runner } = openRunner();
    const prepared = await runner.prepare(SOURCE);
    expect(await prepared.run({ input: 1 })).toMatchObject({ ok: true, value: 1 });
    expect(await prepared.run({ input: 2 })).toMatchObject({ ok: true, value: 2 });
    prepared.dispose();
    await expect(prepared.run()).rejects.toThrow('The prepared codelet is disposed');
  });

  it('tells its errors in the results of run', async () => {
    const { runner } = openRunner();
    const prepared = await runner.prepare({ type: 'string', code: 'export const main = (' });
    expect(codeOf(await prepared.run())).toBe('SYNTAX_ERROR');
    const missing = await runner.prepare({ type: 'file', path: '/nowhere/at/all.js' });
    expect(codeOf(await missing.run())).toBe('INVALID_INPUT');
    await expect(runner.prepare({} as never)).rejects.toThrow(TypeError);
  });
});

describe('what a runner tells of itself', () => {
  it('is what is in force', async () => {
    const { runner } = openRunner({ timeout_ms: 77 });
    expect(await runner.describe()).toMatchObject({
      sandbox: { name: 'fake', isolation: 'inline' },
      limits: { timeout_ms: 77 },
      pool: { max_hosts: 2 },
      traits: { boundary: 'none' },
    });
    expect(runner.stats()).toEqual({
      runs: 0,
      running: 0,
      queued: 0,
      hosts: { starting: 0, ready: 0, busy: 0 },
      hosts_memory_mb: 0,
      evictions: 0,
      retries: 0,
      tenants: [],
    });
  });
});
