import { SandboxUnavailableError, type Host, type SandboxAdapter, type SandboxTraits } from '@codelets/core';
import { vm2 } from '@codelets/sandbox-vm2';
import { describe, expect, it } from 'vitest';
import { INNOCENT, codeOf, openRunner, string } from '../support/runners.js';
import { waitUntil } from '../support/wait-until.js';

/** vm2 with one thing about it that is broken. */
function broken(part: Partial<SandboxAdapter>): SandboxAdapter {
  const whole = vm2();
  const traits = (): Promise<SandboxTraits> => whole.traits();
  return {
    spec: 1,
    name: 'broken',
    isolation: 'process',
    traits,
    openHost: (init) => whole.openHost(init),
    ...part,
  };
}

const pool = { max_hosts: 1 };

describe('a sandbox that is broken', () => {
  it('cannot be loaded: SANDBOX_UNAVAILABLE with what to install', async () => {
    const unavailable = (): Promise<Host> =>
      Promise.reject(new SandboxUnavailableError('no engine here. Install it with: npm install it'));
    const runner = openRunner({ sandbox: broken({ openHost: unavailable }), pool });
    const result = await runner.run(INNOCENT);
    expect(result).toMatchObject({ ok: false, error: { code: 'SANDBOX_UNAVAILABLE' } });
    expect(result.error?.message).toContain('npm install');
    expect(codeOf(await runner.run(INNOCENT))).toBe('SANDBOX_UNAVAILABLE');
  });

  it('rejects with something odd: SANDBOX_CRASHED, without its words', async () => {
    for (const thrown of [new Error('/secret/path'), 'text', undefined, null]) {
      const runner = openRunner({
        sandbox: broken({ openHost: () => Promise.reject(thrown as Error) }),
        pool,
      });
      const result = await runner.run(INNOCENT);
      expect(['SANDBOX_CRASHED', 'SANDBOX_UNAVAILABLE']).toContain(codeOf(result));
      expect(result.error?.message).not.toContain('secret');
    }
  });

  it('throws instead of rejecting', async () => {
    const openHost = (): never => {
      throw new Error('at once');
    };
    expect(codeOf(await openRunner({ sandbox: broken({ openHost }), pool }).run(INNOCENT))).toBe(
      'SANDBOX_CRASHED',
    );
  });

  it('takes too long to open: QUEUE_TIMEOUT', async () => {
    const openHost = (): Promise<Host> =>
      new Promise((_, reject) => void setTimeout(reject, 1500, new Error('too late')));
    const runner = openRunner({ sandbox: broken({ openHost }), pool: { ...pool, queue_timeout_ms: 200 } });
    expect(codeOf(await runner.run(INNOCENT))).toBe('QUEUE_TIMEOUT');
  });

  it('cannot say what it enforces: the run does not reject', async () => {
    const runner = openRunner({
      sandbox: broken({ traits: () => Promise.reject(new Error('unknown')) }),
      pool,
    });
    const result = await runner.run(INNOCENT, { memory_mb: 64, input: 1 });
    expect(result.ok).toBe(false);
  });

  it('cannot enforce what was asked for: UNSUPPORTED before it starts, defaults never are', async () => {
    const traits = async (): Promise<SandboxTraits> => ({
      ...(await vm2().traits()),
      memory: false,
      cpu: false,
    });
    const runner = openRunner({ sandbox: broken({ traits }), pool });
    expect(await runner.run(INNOCENT, { memory_mb: 64 })).toMatchObject({
      error: { code: 'UNSUPPORTED', details: { limit: 'memory_mb' } },
    });
    expect(await runner.run(INNOCENT, { cpu_ms: 64 })).toMatchObject({
      error: { code: 'UNSUPPORTED', details: { limit: 'cpu_ms' } },
    });
    expect(await runner.run(INNOCENT, { input: 1 })).toMatchObject({ ok: true, value: 2 });
    const explicit = openRunner({ sandbox: broken({ traits }), memory_mb: 64, pool });
    expect(codeOf(await explicit.run(INNOCENT))).toBe('UNSUPPORTED');
  });

  it('sends what no codelet can send: SANDBOX_CRASHED, and the host is gone', async () => {
    const prelude = (message: string): string => `((post) => () => post(${JSON.stringify(message)}))`;
    const messages = [
      'nonsense',
      '{"t":"done"}',
      '{"t":"done","value":"=1","more":1}',
      '{"t":"done","value":"#[{\\"$\\":[\\"z\\"]}]"}',
      '[]',
      '{"t":"__proto__"}',
    ];
    for (const message of messages) {
      const whole = vm2();
      const sandbox = broken({ openHost: (init) => whole.openHost({ ...init, prelude: prelude(message) }) });
      const runner = openRunner({ sandbox, pool: { max_hosts: 1 } });
      let ended = 0;
      runner.on('host-end', () => (ended += 1));
      expect(
        codeOf(await runner.run(string('export const main = 1 ? () => 1 : 0'), { timeout_ms: 3000 })),
      ).toBe('SANDBOX_CRASHED');
      await waitUntil(() => ended > 0);
    }
  });

  it('opens no realm for the next run: the run after still comes', async () => {
    const whole = vm2();
    let realms = 0;
    const openHost: SandboxAdapter['openHost'] = async (init) => {
      const host = await whole.openHost(init);
      const openRealm: Host['openRealm'] = (post) => {
        realms += 1;
        return realms === 2 ? Promise.reject(new Error('no second realm')) : host.openRealm(post);
      };
      return {
        ...host,
        exited: host.exited,
        kill: () => host.kill(),
        usage: () => host.usage(),
        setReferenced: (on) => host.setReferenced(on),
        openRealm,
      };
    };
    const runner = openRunner({ sandbox: broken({ openHost }), pool: { max_hosts: 1 } });
    for (let n = 0; n < 4; n += 1)
      expect(await runner.run(INNOCENT, { input: n })).toMatchObject({ ok: true, value: n + 1 });
    expect(realms).toBeGreaterThan(3);
  });
});
