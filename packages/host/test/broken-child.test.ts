import { afterEach, describe, expect, it } from 'vitest';
import { FROM_CHILD } from '../src/protocol/packet.js';
import {
  endAll,
  fakeEngine,
  forgedReport,
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

const powers = { options: { powers: true } };

describe('a child that a codelet has taken over', () => {
  const forged = {
    'garbage on the pipe': 'powers.write([1, 2, 3, 4, 5, 6, 7, 8]); for (;;);',
    'an oversized frame': `powers.frame(${FROM_CHILD.report}, 0xffffffff); for (;;);`,
    'an oversized post': `powers.frame(${FROM_CHILD.post}, 0x7fffffff, "x"); for (;;);`,
    'an answer to another question': `powers.frame(${FROM_CHILD.opened}, 0); for (;;);`,
    'an answer that nobody asked for': `powers.frame(${FROM_CHILD.disposed}, 0); for (;;);`,
    'a report of another shape': `powers.frame(${FROM_CHILD.report}, 11, '{"fault":1}'); for (;;);`,
    'a report that is no JSON': `powers.frame(${FROM_CHILD.report}, 1, '{'); for (;;);`,
    'a flood of empty posts': `powers.flood("\\x13\\0\\0\\0\\0");`,
    'a flood of posts': `powers.flood("\\x13\\x02\\0\\0\\0ab");`,
  };
  it.each(Object.entries(forged))('is ended for %s', { timeout: 30_000 }, async (_, script) => {
    const { host, run, pid } = await open({ engine: powers });
    expect(await outcome(host, run(script))).toMatchObject({ reason: 'crashed' });
    expect(isRunning(pid)).toBe(false);
  });

  it('is not listened to for more than a little on stderr, and lives on', async () => {
    const { host, run, posts, pid } = await open({ engine: powers });
    const line = 'const line = new Array(5e4).fill(65);';
    await run(
      `${line} let count = 0; try { for (; count < 1e4; count += 1) powers.write(line, 2) } catch {} post(count < 1e4 ? 'refused' : 'taken')`,
    );
    expect([posts, isRunning(pid)]).toEqual([['refused'], true]);
    host.kill();
    expect(await host.exited).toMatchObject({ reason: 'killed' });
  });

  it.each(['process', 'thread'] as const)(
    'is ended for a post that its run may not have, in a %s',
    async (isolation) => {
      const limits = { ...limitsOf(64), max_post_bytes: 1000 };
      const { host, run, posts } = await open({ isolation });
      await run('post("x".repeat(1000))', limits);
      expect(posts.map((post) => post.length)).toEqual([1000]);
      expect(await outcome(host, run('post("x".repeat(1001)); for (;;);', limits))).toMatchObject({
        reason: 'crashed',
        detail: expect.stringMatching(/too long/),
      });
    },
  );

  it('is ended when such a post is only announced', async () => {
    const { host, run } = await open({ engine: powers });
    const limits = { ...limitsOf(64), max_post_bytes: 1000 };
    expect(
      await outcome(host, run(`powers.frame(${FROM_CHILD.post}, 1001); for (;;);`, limits)),
    ).toMatchObject({
      reason: 'crashed',
    });
  });

  it('is ended for a second report', async () => {
    const { host, run } = await open({ engine: powers });
    // Forged reports are believed once: the session judges what a run says by the messages, not by this.
    await run(forgedReport());
    expect(await host.exited).toMatchObject({
      reason: 'crashed',
      detail: expect.stringContaining('protocol'),
    });
  });

  it('is ended when it answers what it has not read: the service would keep all of it', async () => {
    const { host, run } = await open({ engine: powers });
    const answer = forgedReport();
    const pause = 'for (const end = Date.now() + 30; Date.now() < end; );';
    let entry = run(`for (let i = 0; i < 40; i += 1) { ${answer} ${pause} } for (;;);`);
    const unread = `/* ${'x'.repeat(1 << 20)} */`;
    let answered = 0;
    for (; answered < 30 && (await entry.catch(() => undefined)) !== undefined; answered += 1)
      entry = run(unread);
    expect(answered).toBeLessThan(5);
    await expect(entry).rejects.toThrow('not read');
    expect(await host.exited).toMatchObject({ reason: 'crashed' });
  });

  it('may end within a frame', async () => {
    const { host, run, posts } = await open({ engine: powers });
    const script = `post("whole"); powers.frame(${FROM_CHILD.post}, 1000, "torn"); powers.exit(1)`;
    expect(await outcome(host, run(script))).toMatchObject({ reason: 'crashed' });
    expect(posts).toEqual(['whole']);
  });
});

describe('a child whose pipe closes half-way', () => {
  it('and that lives on is ended by whoever waits, with what it said before', async () => {
    const { host, run, posts, pid } = await open({ engine: powers });
    const entry = outcome(host, run('post("before"); powers.close(1); for (;;);'));
    await until(() => posts.length > 0);
    host.kill();
    expect(await entry).toMatchObject({ reason: 'killed' });
    expect([posts, isRunning(pid)]).toEqual([['before'], false]);
  });

  it('takes nothing any more: the next entry ends, and the service does not', async () => {
    const { host, run, posts } = await open({ engine: powers });
    await outcome(host, run('post("before"); powers.close(0)'));
    expect(await outcome(host, run('post("x".repeat(1e6))'))).toMatchObject({ reason: 'crashed' });
    expect(posts).toEqual(['before']);
  });

  it('within a message: the torn one is not heard', async () => {
    const { host, run, posts, pid } = await open({ engine: powers });
    const torn = `post("whole"); powers.frame(${FROM_CHILD.post}, 1000, "torn"); powers.close(1); for (;;);`;
    const entry = outcome(host, run(torn));
    await until(() => posts.length > 0);
    host.kill();
    expect(await entry).toMatchObject({ reason: 'killed' });
    expect([posts, isRunning(pid)]).toEqual([['whole'], false]);
  });
});

describe('a child that dies', () => {
  const deaths = {
    'aborts (V8 out of memory looks like this)': ['powers.abort()', 'memory'],
    'exits with 0': ['powers.exit(0)', 'crashed'],
    'exits with 13': ['powers.exit(13)', 'crashed'],
  } as const;
  it.each(Object.entries(deaths))('%s', async (_, [script, reason]) => {
    const { host, run, posts } = await open({ engine: powers });
    expect(await outcome(host, run(`post("before"); ${script}`))).toMatchObject({ reason });
    expect(posts).toEqual(['before']);
  });
});

describe('a child that somebody else ends', () => {
  const kept = 'globalThis.kept = new Uint8Array(50 << 20).fill(1);';
  it.each([
    ['SIGKILL', '', 'crashed'],
    ['SIGKILL', kept, 'memory'],
    ['SIGTERM', kept, 'crashed'],
    ['SIGSEGV', '', 'memory'],
  ] as const)('by %s (%s)', async (signal, before, reason) => {
    // Behind a pid namespace node is the first process there, which takes no signal but SIGKILL.
    const { host, run, pid, posts } = await open({ walls: 'off' });
    const entry = outcome(host, run(`${before} post("before"); for (;;);`));
    await until(
      () => posts.length > 0 && host.usage().peak_memory_bytes > (before === '' ? -1 : 40 * MEBIBYTE),
    );
    process.kill(pid, signal);
    expect(await entry).toMatchObject({ reason });
  });
});

describe('a host that does not start', () => {
  it('because its engine ends the process', async () => {
    const opening = hosted(fakeEngine({ options: { fail: 'exit' } }), { isolation: 'process' }).openHost(
      initFor(64),
    );
    await expect(opening).rejects.toMatchObject({ name: 'SandboxUnavailableError' });
  });

  it('because a package of the engine is not installed', async () => {
    const engine = fakeEngine({ packages: ['no-such-package'] });
    const opening = hosted(engine, { isolation: 'process' }).openHost(initFor(64));
    await expect(opening).rejects.toThrow('Install it with: npm install fixture');
  });

  it('because node is not there', async () => {
    const { execPath } = process;
    try {
      process.execPath = '/nowhere/node';
      const opening = hosted(fakeEngine(), { isolation: 'process' }).openHost(initFor(64));
      await expect(opening).rejects.toMatchObject({
        name: 'SandboxUnavailableError',
        message: expect.stringMatching(/ENOENT|exit code 127/),
      });
    } finally {
      process.execPath = execPath;
    }
  });

  it('because node does not take a flag', async () => {
    const engine = fakeEngine({ exec_argv: ['--no-such-flag'] });
    await expect(hosted(engine, { isolation: 'process' }).openHost(initFor(64))).rejects.toThrow(
      'bad option',
    );
  });
});
