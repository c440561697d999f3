import { writeFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { SandboxUnavailableError } from '@codelets/core';
import { createCodeletRunner } from './create-runner.js';
import { FakeAdapter, gate, settled } from './testing/fake-adapter.js';
import type { CodeletRunner, CodeletRunnerOptions } from './types.js';

const SOURCE = { type: 'string', code: 'export const main = (input) => input' } as const;
const runners: CodeletRunner[] = [];

function open(options: CodeletRunnerOptions = {}) {
  const sandbox = new FakeAdapter();
  const runner = createCodeletRunner({ sandbox, pool: { max_hosts: 2, min_ready: 0 }, ...options });
  runners.push(runner);
  return { sandbox: (options.sandbox as FakeAdapter | undefined) ?? sandbox, runner };
}

afterEach(async () => {
  await Promise.all(runners.splice(0).map((runner) => runner.dispose()));
});

const never = (): Promise<never> => new Promise(() => undefined);
const codeOf = (result: Awaited<ReturnType<CodeletRunner['run']>>): string =>
  result.ok ? 'ok' : result.error.code;

describe('a run', () => {
  it('has a value, statistics and events', async () => {
    const { runner } = open();
    const seen: string[] = [];
    for (const name of ['run-start', 'run-end', 'host-start', 'host-end'] as const)
      runner.on(name, () => void seen.push(name));
    const result = await runner.run(SOURCE, { input: { a: new Map([[1, 2n]]) } });
    expect(result).toMatchObject({ ok: true, value: { a: new Map([[1, 2n]]) }, logs: [] });
    expect(result.stats).toMatchObject({
      sandbox: 'fake/inline',
      capability_calls: 0,
      logs_dropped: 0,
      violations: 0,
      warm: false,
    });
    expect(result.stats.run_id).toMatch(/^[0-9a-f-]{36}$/);
    expect(seen).toEqual(['run-start', 'host-start', 'run-end']);
  });

  it('is a mistake of the caller, not of the codelet, with bad options', async () => {
    const { runner, sandbox } = open();
    await expect(runner.run(SOURCE, { timeout_ms: 0 })).rejects.toThrow(TypeError);
    await expect(runner.run({} as never)).rejects.toThrow(/source.type/);
    await expect(runner.run(SOURCE, null as never)).rejects.toThrow(/options must be an object/);
    expect([runner.stats().runs, sandbox.starts]).toEqual([0, 0]);
  });

  it.each<[string, () => unknown, object]>([
    ['a function', () => ({ callback: () => 1 }), { path: '$.callback', found: 'a function' }],
    ['too much', () => 'x'.repeat(2000), { limit: 'max_input_bytes', limit_value: 1000 }],
    ['a getter that throws', () => ({ get a() { throw new Error('mine') } }), {}],
    ['a getter that throws what cannot be shown', () => ({ get a() { throw Object.create(null) } }), {}],
  ])('refuses %s as input', async (_, input, details) => {
    const { runner, sandbox } = open();
    const result = await runner.run(SOURCE, { input: input(), max_input_bytes: 1000 });
    expect(result).toMatchObject({ ok: false, error: { code: 'INVALID_INPUT', details: { in: 'input', ...details } } });
    expect(sandbox.starts).toBe(0);
  }); // prettier-ignore

  it('gives the codelet nothing of a Buffer but its bytes', async () => {
    Buffer.from('SECRET-OF-THE-SERVICE');
    const { runner } = open();
    const input = { bytes: Buffer.from('abc'), part: new Uint8Array(100).subarray(2, 5) };
    const result = await runner.run<{ bytes: Uint8Array; part: Uint8Array }>(SOURCE, { input });
    if (!result.ok) throw new Error(result.error.message);
    expect([...result.value.bytes]).toEqual([97, 98, 99]);
    expect(result.value.bytes.buffer.byteLength).toBe(3);
  });

  it('points from a function in globals to data', async () => {
    const result = await open().runner.run(SOURCE, { globals: { helper: () => 1 } });
    expect(result.error).toMatchObject({
      code: 'INVALID_INPUT',
      details: { in: 'globals', path: '$.helper' },
    });
  });

  it('that does not compile costs no host', async () => {
    const { runner, sandbox } = open();
    expect((await runner.run({ type: 'string', code: 'export const main = (' })).error).toMatchObject({
      code: 'SYNTAX_ERROR',
      location: { line: 1 },
    });
    const denied = await runner.run({
      type: 'string',
      code: 'import fs from "fs"; export function main() {}',
    });
    expect([denied.error?.code, denied.stats.violations, sandbox.starts]).toEqual(['POLICY_VIOLATION', 1, 0]);
  });

  it.each([['memory_mb', 64], ['cpu_ms', 10]] as const)('is refused when %s is asked for and cannot be had', async (limit, value) => {
    const { runner, sandbox } = open();
    const traits = await sandbox.traits();
    sandbox.traits = () => Promise.resolve({ ...traits, memory: false, cpu: false });
    expect((await runner.run(SOURCE, { [limit]: value })).error).toMatchObject({ code: 'UNSUPPORTED', details: { limit } });
    expect(codeOf(await runner.run(SOURCE))).toBe('ok');
  }); // prettier-ignore

  it('is a result when the sandbox cannot be had', async () => {
    const { runner, sandbox } = open();
    sandbox.onStart = () => Promise.reject(new SandboxUnavailableError('Install it with: npm install fake'));
    expect((await runner.run(SOURCE)).error).toEqual({
      code: 'SANDBOX_UNAVAILABLE',
      message: 'Install it with: npm install fake',
    });
    sandbox.onStart = () => Promise.reject(new Error('/srv/secret/path'));
    const crashed = await runner.run(SOURCE);
    expect([codeOf(crashed), JSON.stringify(crashed).includes('/srv')]).toEqual(['SANDBOX_CRASHED', false]);
    sandbox.traits = () => Promise.reject(new Error('no traits'));
    expect((await runner.run(SOURCE, { memory_mb: 64 })).ok).toBe(false);
  });
});

describe('the queue', () => {
  it('is bounded', async () => {
    const { runner, sandbox } = open({ pool: { max_hosts: 1, min_ready: 0, max_queue: 1 } });
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
    const { runner, sandbox } = open({ pool: { max_hosts: 1, min_ready: 0, queue_timeout_ms: 30 } });
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
      const { runner, sandbox } = open({ pool: { max_hosts: 1, min_ready: 0, queue_timeout_ms: 5000 } });
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

describe('the end of a runner', () => {
  it('ends its runs, and those that come in between', async () => {
    const { runner, sandbox } = open({ pool: { max_hosts: 1, min_ready: 0, queue_timeout_ms: 5000 } });
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
    const { runner } = open();
    expect(runner.dispose()).toBe(runner.dispose());
    await runner.dispose();
    await expect(runner.run(SOURCE)).rejects.toThrow('The runner is disposed');
    await expect(runner.describe()).rejects.toThrow('The runner is disposed');
    await expect(runner.prepare(SOURCE)).rejects.toThrow('The runner is disposed');
  });

  it('is what await using does', async () => {
    const { sandbox } = open();
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
    const { runner, sandbox } = open();
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
    const { runner } = open();
    const prepared = await runner.prepare(SOURCE);
    expect(await prepared.run({ input: 1 })).toMatchObject({ ok: true, value: 1 });
    expect(await prepared.run({ input: 2 })).toMatchObject({ ok: true, value: 2 });
    prepared.dispose();
    await expect(prepared.run()).rejects.toThrow('The prepared codelet is disposed');
  });

  it('tells its errors in the results of run', async () => {
    const { runner } = open();
    const prepared = await runner.prepare({ type: 'string', code: 'export const main = (' });
    expect(codeOf(await prepared.run())).toBe('SYNTAX_ERROR');
    const missing = await runner.prepare({ type: 'file', path: '/nowhere/at/all.js' });
    expect(codeOf(await missing.run())).toBe('INVALID_INPUT');
    await expect(runner.prepare({} as never)).rejects.toThrow(TypeError);
  });
});

describe('what a runner tells of itself', () => {
  it('is what is in force', async () => {
    const { runner } = open({ timeout_ms: 77 });
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
    });
  });
});
