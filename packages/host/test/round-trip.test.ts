import { afterEach, describe, expect, it } from 'vitest';
import { endAll, fakeEngine, hosted, initFor, limitsOf, open } from './support.js';

afterEach(endAll);

describe.each(['process', 'thread'] as const)('a %s host', (isolation) => {
  it('does the steps in order and reports', async () => {
    const { realm, posts } = await open({ isolation });
    const report = await realm.enter(
      [
        { script: 'globalThis.deliver = (m) => post("got " + m); post("one")', filename: 'a.js' },
        { message: '{"text":"ä \\u0000 €"}' },
        { script: 'Promise.resolve().then(() => post("later")); post("two")', filename: 'b.js' },
      ],
      limitsOf(64),
    );
    expect(report.fault).toBeUndefined();
    expect(report.memory_bytes).toBeGreaterThanOrEqual(0);
    expect(posts).toEqual(['one', 'got {"text":"ä \\u0000 €"}', 'two', 'later']);
  });

  it('carries long texts and every character', async () => {
    const { run, posts } = await open({ isolation });
    await run('post("€".repeat(3e6)); post(""); post("\\0\\u{1F600}")');
    expect(posts).toEqual(['€'.repeat(3e6), '', '\0\u{1F600}']);
  });

  it('is held and let go as often as runs come, and keeps no listener for it', async () => {
    const { host } = await open({ isolation });
    const warnings: Error[] = [];
    const warned = (warning: Error): unknown => warnings.push(warning);
    process.on('warning', warned);
    for (let count = 0; count < 30; count += 1) host.setReferenced(count % 2 === 0);
    await new Promise((resolve) => setImmediate(resolve));
    process.off('warning', warned);
    expect(warnings).toEqual([]);
  });

  it('passes on what the engine reports, and stops at it', async () => {
    const { realm, posts } = await open({ isolation });
    const steps = [
      { script: 'let let = 1', filename: 'a.js' },
      { script: 'post("not reached")', filename: 'b.js' },
    ];
    expect(await realm.enter(steps, limitsOf(64))).toMatchObject({ fault: 'syntax', line: 1, column: 1 });
    expect(posts).toEqual([]);
  });

  it('opens a realm after the other, and hears nothing of the first in the second', async () => {
    const { host, realm, run, posts } = await open({ isolation });
    await run(
      'globalThis.kept = 1; globalThis.chain = () => Promise.resolve().then(() => { post("old"); chain(); }); 0',
    );
    await expect(host.openRealm(() => undefined)).rejects.toThrow('holds a realm already');
    realm.dispose();
    realm.dispose();
    await expect(run('1')).rejects.toThrow('given up');
    const next: string[] = [];
    const second = await host.openRealm((message) => next.push(message));
    await second.enter([{ script: 'post(typeof kept)', filename: 'a.js' }], limitsOf(64));
    expect(next).toEqual(['undefined']);
    expect(posts).toEqual([]);
  });

  it('takes one entry at a time', async () => {
    const { run } = await open({ isolation });
    const first = run('1');
    await expect(run('2')).rejects.toThrow('busy');
    expect((await first).fault).toBeUndefined();
  });

  it('survives rejections and exceptions that nobody handles', async () => {
    const { run, posts } = await open({ isolation });
    await run(
      'Promise.reject({ get stack() { post("touched"); } }); (async () => { throw 1; })(); undefined',
    );
    await run('post("alive")');
    expect(posts).toEqual(['alive']);
  });

  it('says what it claims', async () => {
    const traits = await hosted(fakeEngine(), { isolation }).traits();
    const linux = process.platform === 'linux';
    expect(traits).toMatchObject(
      isolation === 'process'
        ? { time: 'always', memory: linux, cpu: linux, boundary: 'none' }
        : { time: 'loops', memory: false, cpu: false },
    );
    for (const wall of traits.walls) expect(wall.state === 'up' || wall.reason !== undefined).toBe(true);
  });

  it('says what to install when the engine does not load', async () => {
    for (const engine of [{ options: { fail: 'load' } }, { module: '/nowhere/engine.cjs' }]) {
      const opening = hosted(fakeEngine(engine), { isolation }).openHost(initFor(64));
      await expect(opening).rejects.toMatchObject({
        name: 'SandboxUnavailableError',
        message: expect.stringContaining('npm install fixture'),
      });
    }
  });

  it('gives back a host whose realm does not open', async () => {
    const host = await hosted(fakeEngine({ options: { fail: 'open' } }), { isolation }).openHost(initFor(64));
    await expect(host.openRealm(() => undefined)).rejects.toThrow('no realm today');
    host.kill();
    expect((await host.exited).reason).toBe('killed');
  });
});

it('refuses an isolation that does not exist', () => {
  expect(() => hosted(fakeEngine(), { isolation: 'inline' as 'thread' })).toThrow(TypeError);
});
