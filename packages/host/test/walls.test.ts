import { existsSync, readFileSync, readdirSync, readlinkSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { HostInit } from '@codelets/core';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { LAUNCHERS, claimsFor, isPossible, treeOf, wallsInProc } from './launchers.js';
import {
  endAll,
  fakeEngine,
  fixture,
  hosted,
  initFor,
  isRunning,
  limitsOf,
  MEBIBYTE,
  open,
  outcome,
  until,
} from './support.js';

afterEach(endAll);

describe.runIf(process.platform === 'linux').each(Object.entries(LAUNCHERS))(
  'with %s, a host',
  (_, walls) => {
    let claims: Awaited<ReturnType<typeof claimsFor>>;
    let possible = false;
    beforeAll(async () => {
      claims = await claimsFor(walls);
      possible = isPossible(walls, claims);
    });

    /** Where the machine has not what is asked for, the claim is that nothing starts, and why. */
    async function isRefused(): Promise<void> {
      const missing = [...claims.values()].filter(
        ({ name, state }) => walls.includes(name) && state !== 'up',
      );
      for (const { reason } of missing) expect(reason ?? '').not.toBe('');
      const opening = hosted(fakeEngine(), { isolation: 'process' }).openHost({ ...initFor(64), walls });
      await expect(opening).rejects.toMatchObject({
        name: 'SandboxUnavailableError',
        message: expect.stringContaining(missing[0]?.reason ?? 'a reason'),
      });
    }

    it('has the walls that are claimed, as the kernel shows them, and no others', async () => {
      if (!possible) return isRefused();
      const { pid } = await open({ walls });
      const engine = treeOf(pid).at(-1) ?? 0;
      for (const [name, holds] of Object.entries(wallsInProc(engine))) {
        expect([name, claims.get(name)?.state]).toEqual([name, holds ? 'up' : 'down']);
      }
      const status = readFileSync(`/proc/${engine}/status`, 'latin1');
      const guarded =
        claims.get('network-namespace')?.state === 'up' || claims.get('other-user')?.state === 'up';
      if (guarded) expect(status).toMatch(/^CapEff:\s+0+$[^]*^NoNewPrivs:\s+1$/m);
    });

    it('has no descriptor and no variable of the service or of what started it', async () => {
      if (!possible) return isRefused();
      const { pid } = await open({ walls });
      const engine = treeOf(pid).at(-1) ?? 0;
      // bwrap tells the folder that it goes to.
      expect(['', 'PWD=/\0']).toContain(readFileSync(`/proc/${engine}/environ`, 'utf8'));
      expect(readlinkSync(`/proc/${engine}/cwd`)).toBe('/');
      const kinds = readdirSync(`/proc/${engine}/fd`).map((name) => [
        Number(name),
        readlinkSync(`/proc/${engine}/fd/${name}`).replace(/[:[].*/, ''),
      ]);
      expect(kinds.filter(([, kind]) => kind === 'socket').map(([descriptor]) => descriptor)).toEqual([
        0, 1, 2,
      ]);
      const own = ['anon_inode', 'pipe', '/dev/null', 'socket'];
      expect(kinds.filter(([, kind]) => !own.includes(String(kind)))).toEqual([]);
    });

    it('leaves no process behind when it is killed in a loop', async () => {
      if (!possible) return isRefused();
      const { host, pid, run, posts } = await open({ walls });
      const tree = treeOf(pid);
      const entry = outcome(host, run('post("started"); for (;;);'));
      await until(() => posts.length > 0);
      host.kill();
      expect(await entry).toMatchObject({ reason: 'killed' });
      // Not even one that waits to be collected, by somebody who may never do it.
      expect(tree.filter((one) => existsSync(`/proc/${one}`))).toEqual([]);
    });

    it('ends when what raised its walls is ended', async () => {
      if (!possible) return isRefused();
      const { host, pid, run } = await open({ walls });
      const tree = treeOf(pid);
      const entry = outcome(host, run('for (;;);'));
      process.kill(pid, 'SIGKILL');
      expect(await entry).toMatchObject({ reason: 'crashed' });
      await until(() => !tree.some(isRunning));
    });

    it('ends with its own end, and says why', async () => {
      if (!possible) return isRefused();
      const powers = { options: { powers: true } };
      for (const [script, reason] of [
        ['powers.abort()', 'memory'],
        ['powers.exit(3)', 'crashed'],
      ] as const) {
        const { host, run, pid } = await open({ walls, engine: powers });
        const tree = treeOf(pid);
        expect(await outcome(host, run(script))).toMatchObject({ reason });
        await until(() => !tree.some(isRunning));
      }
    });

    it('that the kernel ends near its limit was ended for its memory', async () => {
      if (!possible) return isRefused();
      const { host, run, pid, posts } = await open({ walls });
      const engine = treeOf(pid).at(-1) ?? 0;
      const entry = outcome(
        host,
        run('globalThis.kept = new Uint8Array(50 << 20).fill(1); post("kept"); for (;;);'),
      );
      await until(() => posts.length > 0 && host.usage().peak_memory_bytes > 40 * MEBIBYTE);
      process.kill(engine, 'SIGKILL');
      expect(await entry).toMatchObject({ reason: 'memory' });
    });

    it('is measured and limited: its memory, its CPU time, its priority', { timeout: 30_000 }, async () => {
      if (!possible) return isRefused();
      const { host, run, pid } = await open({ walls });
      const report = await run(
        'globalThis.kept = new Uint8Array(40 << 20).fill(1); for (let i = 0; i < 5e7; i++);',
      );
      expect(host.usage().peak_memory_bytes).toBeGreaterThan(39 * MEBIBYTE);
      expect(host.usage().resident_bytes).toBeGreaterThan(20 * MEBIBYTE);
      expect(report.cpu_ms).toBeGreaterThan(1);
      const stat = readFileSync(`/proc/${treeOf(pid).at(-1)}/stat`, 'latin1');
      expect(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[16]).toBe('10');
      const bomb = 'const a = []; for (;;) a.push(new Uint8Array(1e7).fill(1))';
      expect(await outcome(host, run(bomb))).toMatchObject({ reason: 'memory' });
      const other = await open({ walls });
      expect(await outcome(other.host, other.run('for (;;);', limitsOf(64, 100)))).toMatchObject({
        reason: 'cpu',
      });
    });

    it('stops at its walls whoever has taken node over', { timeout: 30_000 }, async () => {
      if (!possible) return isRefused();
      const up = (name: string): boolean => claims.get(name)?.state === 'up';
      const server = createServer((socket) => socket.destroy());
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
      const { port } = server.address() as AddressInfo;
      let signals = 0;
      const count = (): void => void (signals += 1);
      process.on('SIGUSR2', count);
      const { run, posts } = await open({
        walls,
        engine: takenOver({
          signal: process.pid,
          read: '/etc/passwd',
          write: join(tmpdir(), 'codelets-walls-test'),
          list: '/proc',
          spawn: '',
          connect: { host: '127.0.0.1', port },
        }),
      });
      await run('');
      server.close();
      // A signal to this process itself is handled before any that is sent later.
      process.kill(process.pid, 'SIGUSR2');
      await until(() => signals > 0);
      process.off('SIGUSR2', count);
      rmSync(join(tmpdir(), 'codelets-walls-test'), { force: true });
      const { signal, read, write, list, spawn, connect } = JSON.parse(posts[0] ?? '') as Record<
        string,
        string
      >;
      expect(signal === 'done').toBe(!up('no-signals-to-service'));
      expect(read === 'done').toBe(!up('mount-namespace'));
      // With the limit the file is made and stays empty.
      expect(write === 'done').toBe(!up('resource-limits') && !up('mount-namespace'));
      const seen = new Set(String(list).split(' '));
      expect(seen.has(String(process.pid))).toBe(!up('pid-namespace'));
      expect(spawn === 'done').toBe(!up('seccomp'));
      expect(connect === 'done').toBe(!up('network-namespace'));
    });
  },
);

/** Everything that node itself can be told to allow. */
function takenOver(options: Record<string, unknown>): Partial<ReturnType<typeof fakeEngine>> {
  const flags = ['--allow-fs-read=*', '--allow-fs-write=*', '--allow-child-process', '--allow-net'];
  return {
    module: fixture('taken-engine.cjs'),
    options,
    exec_argv: flags.filter((flag) => process.allowedNodeEnvironmentFlags.has(flag.replace(/=.*/, ''))),
  };
}

describe.runIf(process.platform === 'linux')('walls that cannot be had', () => {
  it('start nothing', async () => {
    const adapter = hosted(fakeEngine(), { isolation: 'process' });
    // There is no machine that has both: only root has the one, and the other leaves it no users to choose from.
    const init: HostInit = { ...initFor(64), walls: ['user-namespace', 'other-user'] };
    await expect(adapter.openHost(init)).rejects.toThrow(/cannot be started behind its walls: /);
  });

  it('are down in a thread, which opens all the same', async () => {
    const { walls } = await hosted(fakeEngine(), { isolation: 'thread' }).traits({ walls: ['seccomp'] });
    expect(walls.find(({ name }) => name === 'seccomp')).toMatchObject({
      state: 'down',
      reason: expect.any(String),
    });
  });
});
