import { readFileSync } from 'node:fs';
import { NotEnteredError } from '@codelets/core';
import { afterEach, describe, expect, it } from 'vitest';
import { endAll, hostProcesses, isRunning, limitsOf, open, outcome } from './support.js';

afterEach(endAll);

const ENDLESS = {
  'a loop': 'for (;;);',
  'a loop after await': '(async () => { await null; for (;;); })(); 0',
  'a microtask flood': '(function next() { Promise.resolve().then(next); })(); 0',
  'a pattern match': '/^(a+)+$/.test("a".repeat(60) + "!")',
};
const NATIVE = {
  'a search over 2 ** 53': 'Array.prototype.indexOf.call({ length: 2 ** 53 - 1 }, 1)',
  'reverse of a sparse array': 'const a = []; a.length = 2 ** 32 - 1; a.reverse()',
};

describe.each([
  ['process', { ...ENDLESS, ...NATIVE }],
  ['thread', ENDLESS],
] as const)('a %s host is killed', (isolation, scripts) => {
  it.each(Object.entries(scripts))('within %s, with what was posted before', async (_, script) => {
    let started = (): void => undefined;
    const running = new Promise<void>((resolve) => {
      started = resolve;
    });
    const { host, run, posts } = await open({ isolation, onPost: (text) => text === '199' && started() });
    const entry = outcome(host, run(`for (let i = 0; i < 200; i++) post(String(i)); ${script}`));
    await running;
    host.kill();
    host.kill();
    expect(await entry).toEqual({ reason: 'killed', detail: expect.any(String) });
    expect(posts).toEqual(Array.from({ length: 200 }, (_, index) => String(index)));
    await expect(run('1')).rejects.toThrow('gone');
  });
});

describe('a killed process host', () => {
  it('delivers what was in the pipe', async () => {
    const { host, run, posts } = await open();
    const entry = outcome(host, run('for (let i = 0; i < 50; i++) post("x".repeat(200)); for (;;);'));
    // Blocks this event loop until the child has written everything: nothing was read when it is killed.
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 300);
    host.kill();
    await entry;
    expect(posts.length).toBe(50);
  });

  it('leaves no process behind', async () => {
    const { host, pid } = await open();
    expect(isRunning(pid)).toBe(true);
    host.kill();
    await host.exited;
    expect(isRunning(pid)).toBe(false);
    expect(hostProcesses()).not.toContain(pid);
  });

  it('is ended when a realm is given up that still runs', async () => {
    const { host, realm, run } = await open();
    const entry = outcome(host, run('for (;;);'));
    realm.dispose();
    expect(await entry).toMatchObject({ reason: 'killed' });
  });
});

describe.runIf(process.platform === 'linux')('a host that was idle when it died', () => {
  /** The process has ended, and this event loop has not turned since: nobody here can know. */
  function killUnnoticed(pid: number): void {
    process.kill(pid, 'SIGKILL');
    // Its pipes are open until the last of its threads has ended.
    while (!/^State:\s+Z[^]*^Threads:\s+1$/m.test(readFileSync(`/proc/${pid}/status`, 'utf8')));
  }

  it.each([
    ['a small entry', '1'],
    ['one of many packets', 'x'.repeat(1 << 20)],
  ])('says of %s that it was not made', async (_, text) => {
    const { host, realm, pid } = await open({ walls: 'off' });
    killUnnoticed(pid);
    const steps = [{ script: `/* ${text} */`, filename: 'a.js' }];
    await expect(realm.enter(steps, limitsOf(64))).rejects.toSatisfy(NotEnteredError.isInstance);
    expect(await host.exited).toMatchObject({ reason: 'crashed' });
    await expect(realm.enter(steps, limitsOf(64))).rejects.toSatisfy(NotEnteredError.isInstance);
  });

  it('says nothing of the kind of an entry that may have arrived', async () => {
    const { run, pid } = await open({ walls: 'off' });
    const entry = run('for (;;);');
    killUnnoticed(pid);
    await expect(entry).rejects.not.toSatisfy(NotEnteredError.isInstance);
  });
});
