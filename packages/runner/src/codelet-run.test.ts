import { getEventListeners } from 'node:events';
import { describe, expect, it } from 'vitest';
import { NotEnteredError, SandboxUnavailableError, defaultLimits } from '@codelets/core';
import { CodeletRun } from './codelet-run.js';
import type { RunServices } from './run-parts.js';
import { Emitter } from './emitter.js';
import { gate, settled } from './testing/fake-adapter.js';
import { SOURCE, codeOf, never, openRunner } from './testing/open-runner.js';

describe('a run', () => {
  it('has a value, statistics and events', async () => {
    const { runner } = openRunner();
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

  it('whose compiler cannot be had ends as a fault of the service', async () => {
    const message = "The compiler's thread could not be started";
    const services = {
      adapter: openRunner().sandbox,
      emitter: new Emitter(),
      compiler: { compile: async () => ({ ok: false, failure: { code: 'SANDBOX_UNAVAILABLE', message } }) },
      policy_hash: '',
    } as unknown as RunServices;
    const options = { limits: defaultLimits(), explicit: new Set<never>() } as never;
    const { error } = await new CodeletRun(services, SOURCE, options, {
      modules: [],
      network: undefined,
    }).result();
    expect(error).toEqual({ code: 'SANDBOX_UNAVAILABLE', message });
  });

  it.each(['a compiler that takes long', 'a source that does not parse'])(
    'that is aborted while it is compiled ends at once, with %s',
    async (what) => {
      const compiling = gate();
      const compile = async (): Promise<unknown> => {
        compiling.open();
        if (what === 'a compiler that takes long') return never();
        await settled();
        return { ok: false, failure: { code: 'SYNTAX_ERROR', message: 'Unexpected token' } };
      };
      const services = { adapter: openRunner().sandbox, emitter: new Emitter(), compiler: { compile } };
      const controller = new AbortController();
      const options = { limits: defaultLimits(), explicit: new Set(), signal: controller.signal };
      const run = new CodeletRun(services as never, SOURCE, options as never, {
        modules: [],
        network: undefined,
      });
      const result = run.result();
      await compiling.promise;
      controller.abort();
      expect(codeOf(await result)).toBe('ABORTED');
      expect(getEventListeners(controller.signal, 'abort')).toEqual([]);
    },
  );

  it('is a mistake of the caller, not of the codelet, with bad options', async () => {
    const { runner, sandbox } = openRunner();
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
    const { runner, sandbox } = openRunner();
    const result = await runner.run(SOURCE, { input: input(), max_input_bytes: 1000 });
    expect(result).toMatchObject({ ok: false, error: { code: 'INVALID_INPUT', details: { in: 'input', ...details } } });
    expect(sandbox.starts).toBe(0);
  }); // prettier-ignore

  it('gives the codelet nothing of a Buffer but its bytes', async () => {
    Buffer.from('SECRET-OF-THE-SERVICE');
    const { runner } = openRunner();
    const input = { bytes: Buffer.from('abc'), part: new Uint8Array(100).subarray(2, 5) };
    const result = await runner.run<{ bytes: Uint8Array; part: Uint8Array }>(SOURCE, { input });
    if (!result.ok) throw new Error(result.error.message);
    expect([...result.value.bytes]).toEqual([97, 98, 99]);
    expect(result.value.bytes.buffer.byteLength).toBe(3);
  });

  it('points from a function in globals to data', async () => {
    const result = await openRunner().runner.run(SOURCE, { globals: { helper: () => 1 } });
    expect(result.error).toMatchObject({
      code: 'INVALID_INPUT',
      details: { in: 'globals', path: '$.helper' },
    });
  });

  it('that does not compile costs no host', async () => {
    const { runner, sandbox } = openRunner();
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
    const { runner, sandbox } = openRunner();
    const traits = await sandbox.traits();
    sandbox.traits = () => Promise.resolve({ ...traits, memory: false, cpu: false });
    expect((await runner.run(SOURCE, { [limit]: value })).error).toMatchObject({ code: 'UNSUPPORTED', details: { limit } });
    expect(codeOf(await runner.run(SOURCE))).toBe('ok');
  }); // prettier-ignore

  it('is a result when the sandbox cannot be had', async () => {
    const { runner, sandbox } = openRunner();
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

describe('a run whose host is gone when it comes', () => {
  const lost = (): Promise<never> => Promise.reject(new NotEnteredError('gone'));

  it('is made in another one, once, and is one run to everybody', async () => {
    const { runner, sandbox } = openRunner();
    const seen: string[] = [];
    for (const name of ['run-start', 'run-end'] as const) runner.on(name, () => void seen.push(name));
    let entries = 0;
    sandbox.play = async (input, post) => {
      entries += 1;
      if (entries === 1) return lost();
      post({ t: 'done', value: input });
    };
    expect(await runner.run(SOURCE, { input: 7 })).toMatchObject({
      ok: true,
      value: 7,
      stats: { host_id: 2, warm: false },
    });
    expect([entries, sandbox.starts, seen]).toEqual([2, 2, ['run-start', 'run-end']]);
    expect(runner.stats()).toMatchObject({ runs: 1, running: 0, retries: 1, hosts: { busy: 0 } });
  });

  it('is not made a third time', async () => {
    const { runner, sandbox } = openRunner();
    sandbox.play = lost;
    expect(codeOf(await runner.run(SOURCE))).toBe('SANDBOX_CRASHED');
    expect([sandbox.starts, sandbox.alive.length, runner.stats().retries]).toEqual([2, 0, 1]);
  });

  it('is not made again when its caller has given up meanwhile', async () => {
    const { runner, sandbox } = openRunner();
    const controller = new AbortController();
    sandbox.onStart = (count) => void (count === 2 && controller.abort());
    sandbox.play = lost;
    const result = await runner.run(SOURCE, { signal: controller.signal });
    expect([codeOf(result), sandbox.starts]).toEqual(['ABORTED', 2]);
  });

  it('waits for the other one no longer than for one', async () => {
    const { runner, sandbox } = openRunner({ pool: { max_hosts: 1, min_ready: 0, queue_timeout_ms: 50 } });
    sandbox.play = lost;
    const { promise, open } = gate();
    sandbox.onStart = (count) => (count === 1 ? undefined : promise);
    // Of a timer whose time has gone by before it starts.
    const warnings: string[] = [];
    const listener = ({ message }: Error): void => void warnings.push(message);
    process.on('warning', listener);
    expect(codeOf(await runner.run(SOURCE))).toBe('QUEUE_TIMEOUT');
    await settled();
    process.off('warning', listener);
    expect(warnings).toEqual([]);
    open();
  });

  it('ends with the runner', async () => {
    const { runner, sandbox } = openRunner();
    sandbox.play = () => (void runner.dispose(), lost());
    expect(codeOf(await runner.run(SOURCE))).toBe('ABORTED');
    expect(sandbox.starts).toBe(1);
  });
});
