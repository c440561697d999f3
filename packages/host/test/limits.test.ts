import { afterEach, describe, expect, it } from 'vitest';
import { endAll, forgedReport, limitsOf, MEBIBYTE, open, outcome, until } from './support.js';

afterEach(endAll);

const BOMBS = {
  'objects on the heap': 'const a = []; for (;;) a.push({ x: [1, 2, 3] })',
  'typed arrays that are written': 'const a = []; for (;;) a.push(new Uint8Array(1e7).fill(1))',
  'typed arrays that are never touched': 'const a = []; for (;;) a.push(new Uint8Array(1e7))',
  'small buffers': 'const a = []; for (;;) a.push(new ArrayBuffer(1e4))',
  'a growing map': 'const m = new Map(); for (let i = 0; ; i++) m.set(i, "x" + i)',
  strings: 'const a = []; for (let i = 0; ; i++) a.push((i + "ab".repeat(5e5)).toUpperCase())',
  'one huge array': 'Array(1e9).fill(0)',
  'one huge allocation, kept': 'globalThis.kept = new Uint8Array(3e8)',
  'growth over many turns':
    '(async () => { const a = []; for (;;) { a.push(new Uint8Array(1e6)); await null; } })(); 0',
};

const INNOCENT = {
  'a sum': 'let s = 0; for (let i = 0; i < 3e7; i++) s += i;',
  'JSON of 50,000 objects':
    'for (let i = 0; i < 10; i++) JSON.parse(JSON.stringify(Array.from({ length: 5e4 }, (_, i) => ({ i }))))',
  'dropped typed arrays of 64 KiB': 'for (let i = 0; i < 2e4; i++) new Uint8Array(1 << 16).fill(1)',
  'dropped typed arrays of 1 MiB': 'for (let i = 0; i < 1000; i++) new Uint8Array(1 << 20).fill(1)',
  'dropped typed arrays of 10 MiB': 'for (let i = 0; i < 100; i++) new Uint8Array(10 << 20).fill(1)',
  'dropped strings': 'for (let i = 0; i < 300; i++) ("ab".repeat(1 << 19) + i).charCodeAt(5)',
  'dropped maps':
    'for (let j = 0; j < 5; j++) { const m = new Map(); for (let i = 0; i < 2e5; i++) m.set(i, { i }); }',
  'dropped typed arrays over many turns':
    '(async () => { for (let i = 0; i < 1000; i++) { new Uint8Array(1 << 20).fill(1); await null; } })(); 0',
  'half of the limit, kept': 'globalThis.kept = new Uint8Array(32 << 20).fill(1)',
};

// Outcomes differ with the machine's speed: caught by the watch, by V8, or by the child's own report.
const isMemory = (ended: object): boolean =>
  ('fault' in ended && ended.fault === 'memory') || ('reason' in ended && ended.reason === 'memory');

describe.runIf(process.platform === 'linux')('memory', () => {
  it.each(Object.entries(BOMBS))('ends %s', { timeout: 30_000 }, async (_, script) => {
    const { host, run } = await open();
    const ended = await outcome(host, run(script));
    expect(ended).toSatisfy(isMemory);
  });

  it.each(Object.entries(INNOCENT))('lets pass %s', { timeout: 60_000 }, async (_, script) => {
    const { host, run } = await open();
    expect(await outcome(host, run(script))).toEqual({
      cpu_ms: expect.any(Number),
      memory_bytes: expect.any(Number),
    });
  });

  it("counts the run's own limit, not the host's", async () => {
    const { host, run } = await open({ memory_mb: 256 });
    expect(await outcome(host, run('globalThis.kept = new Uint8Array(8e7).fill(1)', limitsOf(16)))).toSatisfy(
      isMemory,
    );
  });

  it('counts growth over what the host had when the realm opened', async () => {
    const { host, realm, run } = await open();
    await run('globalThis.kept = new Uint8Array(40 << 20).fill(1)');
    expect(host.usage().peak_memory_bytes).toBeGreaterThan(39 * MEBIBYTE);
    realm.dispose();
    const second = await host.openRealm(() => undefined);
    const steps = [{ script: 'globalThis.kept = new Uint8Array(40 << 20).fill(1)', filename: 'a.js' }];
    expect((await second.enter(steps, limitsOf(64))).fault).toBeUndefined();
  });

  it('ends ten bombs at once without holding the event loop', { timeout: 60_000 }, async () => {
    const runs = await Promise.all(Array.from({ length: 10 }, () => open()));
    let last = performance.now();
    let longest = 0;
    const timer = setInterval(() => {
      longest = Math.max(longest, performance.now() - last);
      last = performance.now();
    }, 1);
    const bombs = Object.values(BOMBS);
    const ended = await Promise.all(
      runs.map(({ host, run }, index) => outcome(host, run(bombs[index % bombs.length]!))),
    );
    clearInterval(timer);
    console.log(`ten bombs: the event loop stood still for ${longest.toFixed(1)} ms at the longest`);
    for (const one of ended) expect(one).toSatisfy(isMemory);
  });
});

describe.runIf(process.platform === 'linux')('CPU time', () => {
  it('ends a run that uses too much', async () => {
    const { host, run } = await open();
    expect(await outcome(host, run('for (;;);', limitsOf(64, 100)))).toMatchObject({ reason: 'cpu' });
  });

  it('is reported, and judged also when no sample saw it', async () => {
    const { host, run } = await open();
    const busy = 'for (let end = Date.now() + 8; Date.now() < end;);';
    expect((await run(busy)).cpu_ms).toBeGreaterThan(1);
    // On a slow machine a sample may see it after all.
    const ended = await outcome(host, run(busy, limitsOf(64, 1)));
    expect('reason' in ended ? ended.reason : ended.fault).toBe('cpu');
  });

  it('does not count what other entries used', async () => {
    const { run } = await open();
    await run('for (let end = Date.now() + 200; Date.now() < end; );');
    expect((await run('1', limitsOf(64, 100))).fault).toBeUndefined();
  });
});

describe.runIf(process.platform === 'linux')('a child that says that its entry is over, and goes on,', () => {
  const engine = { options: { powers: true } };
  const forged = forgedReport();
  // An end of its own, so that the machine survives it where nobody ends it.
  const bomb = 'const a = []; while (a.length < 40) a.push(new Uint8Array(1e7).fill(1)); for (;;);';

  it('is ended for memory', async () => {
    const { host, run } = await open({ engine });
    expect(await run(`${forged} ${bomb}`)).toEqual({ cpu_ms: 0, memory_bytes: 0 });
    expect(await host.exited).toMatchObject({ reason: 'memory' });
  });

  it('is ended for memory when the run is over, and while the next realm is asked for', async () => {
    for (const is_asked of [false, true]) {
      const { host, realm, run } = await open({ engine });
      await run(`${forged} ${bomb}`);
      realm.dispose();
      const next = is_asked ? host.openRealm(() => undefined).catch(() => 'none') : 'none';
      expect(await host.exited).toMatchObject({ reason: 'memory' });
      expect(await next).toBe('none');
    }
  });

  it('is ended for CPU time', async () => {
    const { host, run } = await open({ engine });
    await run(`${forged} for (;;);`, limitsOf(64, 200));
    expect(await host.exited).toMatchObject({ reason: 'cpu' });
  });

  it(
    'is ended for the CPU time of all its entries, whatever they say they took',
    { timeout: 20_000 },
    async () => {
      const { host, run } = await open();
      const lie = 'for (let end = Date.now() + 60; Date.now() < end;);';
      const forever = async (): Promise<never> => {
        // As the session does: what the reports leave of the limit, which is all of it.
        for (;;) await run(lie, limitsOf(64, 100));
      };
      await forever().catch(() => undefined);
      expect(await host.exited).toMatchObject({ reason: 'cpu', detail: expect.stringContaining('in all') });
    },
  );

  it('is ended when it computes although no run is in it', { timeout: 20_000 }, async () => {
    const { host, realm, run } = await open({ engine });
    await run(`${forged} for (;;);`);
    realm.dispose();
    expect(await host.exited).toMatchObject({
      reason: 'crashed',
      detail: expect.stringContaining('no run'),
    });
  });
});

describe.runIf(process.platform === 'linux')('a host at rest', () => {
  it('is left alone with what a run left behind that kept to its limits', async () => {
    const { host, realm, run } = await open({ memory_mb: 128 });
    await run('globalThis.kept = new Uint8Array(110 << 20).fill(1)', limitsOf(128));
    realm.dispose();
    const next = await host.openRealm(() => undefined);
    const enough = performance.now() + 300;
    await until(() => performance.now() > enough);
    const steps = [{ script: '1', filename: 'a.js' }];
    expect((await next.enter(steps, limitsOf(128))).fault).toBeUndefined();
  });
});
