import { readFileSync } from 'node:fs';
import type { Host, Realm, SandboxAdapter } from '@codelets/core';
import type { CodeletResult, CodeletRunner } from '@codelets/runner';
import { vm2 } from '@codelets/sandbox-vm2';
import { describe, expect, it } from 'vitest';
import { descendantsOf } from '../support/processes.js';
import { INNOCENT, codeOf, openRunner, string } from '../support/runners.js';
import { waitUntil } from '../support/wait-until.js';

/** Points in the life of a host at which somebody may kill it. Each is told at most once. */
interface Points {
  readonly starting?: () => void;
  readonly realmOpens?: () => void;
  /** Before anything of the run is sent. */
  readonly taken?: () => void;
  /** `entry` counts from 1: the first has the input and the script, each further one a timer. */
  readonly enters?: (entry: number) => void;
  readonly rests?: (entry: number) => void;
  readonly posts?: (type: string) => void;
}

/**
 * vm2, with somebody who watches it. Without walls of the operating system a host is one process, and there is no doubt
 * which one is killed; hosts behind walls are killed in the tests of packages/host.
 */
function watched(points: Points): SandboxAdapter {
  const whole = vm2();
  const openRealm = async (host: Host, post: (message: string) => void): Promise<Realm> => {
    const opening = host.openRealm((message) => {
      points.posts?.((JSON.parse(message) as { t: string }).t);
      post(message);
    });
    points.realmOpens?.();
    const realm = await opening;
    let entries = 0;
    return {
      dispose: () => realm.dispose(),
      enter: async (steps, limits) => {
        entries += 1;
        const entry = entries;
        if (entry === 1) points.taken?.();
        const report = realm.enter(steps, limits);
        points.enters?.(entry);
        const done = await report;
        points.rests?.(entry);
        return done;
      },
    };
  };
  return {
    spec: 1,
    name: 'watched',
    isolation: 'process',
    traits: () => whole.traits(),
    openHost: async (init) => {
      const opening = whole.openHost({ ...init, walls: 'off' });
      points.starting?.();
      const host = await opening;
      return {
        openRealm: (post) => openRealm(host, post),
        exited: host.exited,
        usage: () => host.usage(),
        kill: () => host.kill(),
        setReferenced: (referenced) => host.setReferenced(referenced),
      };
    },
  };
}

/** The processes of hosts: those of Node, where the reaper is a shell. */
function hostPids(): number[] {
  return descendantsOf(process.pid)
    .map(({ pid }) => pid)
    .filter((pid) => {
      try {
        return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('process-child');
      } catch {
        return false;
      }
    });
}

const signal = (name: NodeJS.Signals): number => {
  const pids = hostPids();
  for (const pid of pids) process.kill(pid, name);
  return pids.length;
};

/** Kills the hosts that there are, once. */
function killer(): { kill: () => void; readonly killed: number } {
  let killed = 0;
  return {
    kill: () => {
      if (killed === 0) killed = signal('SIGKILL');
    },
    get killed() {
      return killed;
    },
  };
}

/** Until those that were killed have ended, and without a turn of the event loop: nothing here can know of it. */
function waitUnnoticed(pids: readonly number[]): void {
  const status = (pid: number): string => readFileSync(`/proc/${pid}/status`, 'utf8');
  // Its pipes are open until the last of its threads has ended.
  while (!pids.every((pid) => /^State:\s+Z[^]*^Threads:\s+1$/m.test(status(pid))));
}

const CODELET = string(`export async function main(n) {
  console.log('before'); await new Promise((r) => setTimeout(r, 20)); console.log('after'); return n + 1; }`);
const pool = { max_hosts: 1, min_ready: 0 };

async function nextRunIsRight(runner: CodeletRunner): Promise<void> {
  expect(await runner.run(INNOCENT, { input: 41 })).toMatchObject({ ok: true, value: 42 });
  expect(runner.stats()).toMatchObject({ queued: 0, running: 0, hosts: { busy: 0 } });
}

const said = ({ logs }: CodeletResult): string => logs.map(({ message }) => message).join(' ');

describe.runIf(process.platform === 'linux')('a host that is killed', () => {
  it('while it starts: the run says so, and the next one starts another', async () => {
    const one = killer();
    let looking: NodeJS.Immediate | undefined;
    const look = (): void => {
      one.kill();
      if (one.killed === 0) looking = setImmediate(look);
    };
    const runner = openRunner({
      sandbox: watched({ starting: () => (looking ??= setImmediate(look)) }),
      pool,
    });
    const result = await runner.run(CODELET, { input: 1, timeout_ms: 10_000 });
    expect([codeOf(result), result.logs, one.killed]).toEqual(['SANDBOX_UNAVAILABLE', [], 1]);
    await nextRunIsRight(runner);
  });

  it('while it opens its first realm', async () => {
    const one = killer();
    const runner = openRunner({ sandbox: watched({ realmOpens: one.kill }), pool });
    const result = await runner.run(CODELET, { input: 1 });
    expect([codeOf(result), one.killed]).toEqual(['SANDBOX_CRASHED', 1]);
    await nextRunIsRight(runner);
  });

  it('while it is ready, in the moment in which a run takes it', async () => {
    const runner = openRunner({ walls: 'off', pool: { max_hosts: 1 } });
    await waitUntil(() => runner.stats().hosts.ready === 1);
    const one = killer();
    one.kill();
    // The pool does not know yet, or it does: a result in any case, and none that the codelet did not make.
    const result = await runner.run(CODELET, { input: 1, timeout_ms: 10_000 });
    expect(one.killed).toBe(1);
    expect(result.ok ? result.value : codeOf(result)).toBe(result.ok ? 2 : 'SANDBOX_CRASHED');
    await nextRunIsRight(runner);
  });

  it('before it got anything of its run: another host makes the run, as if nothing had been', async () => {
    let taken = 0;
    const killOnce = (): void => {
      taken += 1;
      const pids = hostPids();
      if (taken === 1 && signal('SIGKILL') > 0) waitUnnoticed(pids);
    };
    // All hosts that were ready die at once.
    const runner = openRunner({
      sandbox: watched({ taken: killOnce }),
      pool: { max_hosts: 3, min_ready: 2 },
    });
    const ended: string[] = [];
    runner.on('host-end', ({ reason }) => ended.push(reason));
    await waitUntil(() => runner.stats().hosts.ready === 2);
    const result = await runner.run(CODELET, { input: 1, timeout_ms: 10_000 });
    expect(result).toMatchObject({ ok: true, value: 2 });
    expect([said(result), taken, runner.stats().retries]).toEqual(['before after', 2, 1]);
    expect(ended.filter((reason) => reason === 'crashed').length).toBeGreaterThan(1);
    await nextRunIsRight(runner);
  });

  it('each time before it got anything: there is no third', async () => {
    const killAll = (): void => {
      const pids = hostPids();
      signal('SIGKILL');
      waitUnnoticed(pids);
    };
    let isOver = false;
    const runner = openRunner({ sandbox: watched({ taken: () => isOver || killAll() }), pool });
    let starts = 0;
    runner.on('host-start', () => (starts += 1));
    const result = await runner.run(CODELET, { input: 1, timeout_ms: 10_000 });
    isOver = true;
    expect([codeOf(result), result.logs, starts, runner.stats().retries]).toEqual([
      'SANDBOX_CRASHED',
      [],
      2,
      1,
    ]);
    await nextRunIsRight(runner);
  });

  it.each<[name: string, points: (kill: () => void) => Points, code: string, logs: string]>([
    ['while it gets the input', (kill) => ({ enters: kill }), 'SANDBOX_CRASHED', ''],
    [
      'during the script, at its first word',
      (kill) => ({ posts: (type) => type === 'log' && kill() }),
      'SANDBOX_CRASHED',
      'before',
    ],
    ['between two ticks', (kill) => ({ rests: kill }), 'SANDBOX_CRASHED', 'before'],
    [
      'when a tick begins',
      // Stopped before: it must not be through with the tick before the signal comes.
      (kill) => ({
        rests: (entry) => void (entry === 1 && signal('SIGSTOP')),
        enters: (entry) => entry === 2 && kill(),
      }),
      'SANDBOX_CRASHED',
      'before',
    ],
    ['right after the result', (kill) => ({ rests: (entry) => entry === 2 && kill() }), 'ok', 'before after'],
  ])('%s', async (_, points, code, logs) => {
    const one = killer();
    const runner = openRunner({ sandbox: watched(points(one.kill)), pool });
    const result = await runner.run(CODELET, { input: 1, timeout_ms: 10_000 });
    expect([codeOf(result), said(result).startsWith(logs), one.killed]).toEqual([code, true, 1]);
    // Something of it may have run.
    expect(runner.stats().retries).toBe(0);
    if (result.ok) expect(result.value).toBe(2);
    await nextRunIsRight(runner);
  });

  it('while it posts its result: the whole result or none', async () => {
    const one = killer();
    const runner = openRunner({ sandbox: watched({ posts: (type) => type === 'log' && one.kill() }), pool });
    const large = string(
      'export function main() { const value = "x".repeat(1_000_000); console.log("now"); return value; }',
    );
    const result = await runner.run(large, { timeout_ms: 10_000 });
    expect(one.killed).toBe(1);
    if (result.ok) expect(result.value).toBe('x'.repeat(1_000_000));
    else expect(codeOf(result)).toBe('SANDBOX_CRASHED');
    await nextRunIsRight(runner);
  });

  it('while it opens the realm for the next run: nobody notices', async () => {
    const one = killer();
    let realms = 0;
    const points = { realmOpens: () => void ((realms += 1) === 2 && one.kill()) };
    const runner = openRunner({ sandbox: watched(points), pool });
    let ended = 0;
    runner.on('host-end', () => (ended += 1));
    expect(await runner.run(CODELET, { input: 1 })).toMatchObject({ ok: true, value: 2 });
    await waitUntil(() => ended === 1);
    expect(one.killed).toBe(1);
    await nextRunIsRight(runner);
  });

  it('with others that run: only its own run is lost', async () => {
    const runner = openRunner({ walls: 'off', pool: { max_hosts: 3, min_ready: 0 } });
    let waiting = 0;
    const source = string(`export async function main(n) {
      console.log('here'); await new Promise((r) => setTimeout(r, 400)); return n; }`);
    const runs = [0, 1, 2].map((input) =>
      runner.run(source, { input, timeout_ms: 15_000, on_log: () => (waiting += 1) }),
    );
    await waitUntil(() => waiting === 3);
    process.kill(hostPids()[1]!, 'SIGKILL');
    const results = await Promise.all(runs);
    expect(results.map(codeOf).sort()).toEqual(['SANDBOX_CRASHED', 'ok', 'ok']);
    for (const [input, result] of results.entries()) if (result.ok) expect(result.value).toBe(input);
    await nextRunIsRight(runner);
  });
});

describe.runIf(process.platform === 'linux')('a host that stands still', () => {
  it('under a run is killed at the deadline all the same', async () => {
    const runner = openRunner({
      sandbox: watched({ posts: (type) => void (type === 'log' && signal('SIGSTOP')) }),
      pool,
    });
    const stopped = await runner.run(CODELET, { input: 1, timeout_ms: 300 });
    expect([codeOf(stopped), said(stopped)]).toEqual(['TIMEOUT', 'before']);
    await waitUntil(() => hostPids().length === 0);
    await nextRunIsRight(runner);
  });
});
