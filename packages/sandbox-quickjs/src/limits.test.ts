import { describe, expect, it } from 'vitest';
import { MEBIBYTE, openFactory, runIn } from './testing/open-factory.js';

const factory = openFactory();
const LIMIT = 8 * MEBIBYTE;

describe('the deadline', () => {
  it.each([
    ['catch', 'for (;;) try { for (;;); } catch { post("on") }'],
    ['finally', 'try { for (;;); } finally { post("on") }'],
    ['executors, which catch what they throw', 'for (;;) new Promise(() => { for (;;); })'],
    ['async functions', 'const f = async () => { for (;;); }; f().catch(() => post("on")); post("on")'],
    [
      'generators',
      'function* g() { try { for (;;); } finally { post("on"); yield 1 } } for (const x of g()) post("on")',
    ],
    ['proxies', 'for (;;) try { ({ ...new Proxy({}, { ownKeys() { for (;;); } }) }) } catch { post("on") }'],
    ['thenables', 'Promise.resolve({ then() { for (;;); } }); 1'],
    ['jobs without functions', 'const p = Promise.resolve(); (function next() { p.then(next) })()'],
    ['sorting', '[2, 1].sort(() => { for (;;); })'],
    ['patterns', 'try { /^(a|a)*$/.test("a".repeat(99) + "b") } catch { post("on") }'],
  ])('ends %s, and nothing of the codelet runs after it', async (_what, text) => {
    const started = performance.now();
    const { report, posts } = await runIn(factory, text, { budget_ms: 40 });
    expect(report?.fault).toBe('time');
    expect(posts).not.toContain('on');
    expect(performance.now() - started).toBeLessThan(400);
  });

  it('is the one of each entry', async () => {
    const realm = factory.openRealm(() => undefined);
    const limits = { budget_ms: 50, memory_bytes: LIMIT, cpu_ms: undefined };
    for (let entry = 0; entry < 3; entry += 1) {
      const text = 'const end = Date.now() + 30; while (Date.now() < end);';
      expect(realm.step({ message: `{ ${text} }` }, limits)).toBeUndefined();
      expect((await realm.settle())?.fault).toBeUndefined();
    }
    realm.dispose();
  });

  it('leaves a realm that does nothing more', async () => {
    const posts: string[] = [];
    const realm = factory.openRealm((message) => posts.push(message));
    const limits = { budget_ms: 20, memory_bytes: LIMIT, cpu_ms: undefined };
    const fault = { fault: 'time' };
    expect(realm.step({ message: 'for (;;);' }, limits)).toMatchObject(fault);
    expect(realm.step({ message: '1' }, limits)).toMatchObject(fault);
    expect(await realm.settle()).toMatchObject(fault);
    expect(posts).toEqual([]);
    realm.dispose();
  });
});

describe('the memory limit', () => {
  it.each([
    ['objects', 'for (const all = []; ;) all.push({})'],
    ['strings', 'for (const all = []; ;) all.push(("x" + all.length).repeat(1e5))'],
    ['one string', 'let s = "xy"; for (;;) s = s.split("").join("ab")'],
    ['buffers', 'for (const all = []; ;) all.push(new Uint8Array(1e5))'],
    ['maps', 'for (const all = new Map(); ;) all.set(all.size, {})'],
    ['closures', 'let f = () => 1; for (;;) { const g = f; f = () => g() }'],
    ['names', 'for (let i = 0; ; i++) globalThis["name" + i] = i'],
    ['an array that grows', 'for (const all = []; ;) all.push(1.5)'],
    ['promises', 'for (;;) Promise.resolve().then(() => 1)'],
    ['BigInts', 'for (let n = 3n; ;) n = n * n'],
    ['a text to parse', 'JSON.parse("[" + "1.5,".repeat(2e6) + "1]")'],
    ['a filled array', 'new Array(1e8).fill({})'],
  ])('ends %s at once, caught or not', async (_what, text) => {
    const guarded = `try { ${text} } catch (error) { post('on') } finally { post('on') }`;
    const { report, posts } = await runIn(factory, guarded, { memory_bytes: LIMIT });
    // An engine's own limit on one value is an ordinary error.
    if (report?.fault === undefined) expect(posts).toEqual(['on', 'on', 'undefined']);
    else expect([report.fault, posts]).toEqual(['memory', []]);
    expect(report?.memory_bytes).toBeLessThanOrEqual(LIMIT);
    expect(factory.instance.engine.memory.buffer.byteLength).toBeLessThan(LIMIT + 8 * MEBIBYTE);
  });

  it('is a ceiling on the WebAssembly memory, whatever the accounting says', async () => {
    const own = openFactory(LIMIT);
    const { engine } = own.instance;
    expect(() => engine.memory.grow((LIMIT + 9 * MEBIBYTE) / 65_536)).toThrow(RangeError);
    expect(() => engine.memory.grow(1)).not.toThrow();
  });

  it('is of the run, not of the image', async () => {
    const fits = 'const a = new Uint8Array(7e6); a.length';
    expect((await runIn(factory, fits, { memory_bytes: LIMIT })).posts).toEqual(['7000000']);
    expect((await runIn(factory, fits, { memory_bytes: 6e6 })).report?.fault).toBe('memory');
  });

  it('does not count what was freed', async () => {
    const text = 'for (let i = 0; i < 1000; i++) new Uint8Array(1e6); 1';
    const { report, posts } = await runIn(factory, text, { memory_bytes: LIMIT });
    expect(posts).toEqual(['1']);
    expect(report?.memory_bytes).toBeLessThan(2 * MEBIBYTE);
    expect(report?.memory_bytes).toBeGreaterThan(0.9 * MEBIBYTE);
  });

  it('cannot be above the one that the host was made for', async () => {
    const { report } = await runIn(openFactory(LIMIT), 'new Uint8Array(2e7)', {
      memory_bytes: 64 * MEBIBYTE,
    });
    expect(report?.fault).toBe('memory');
  });
});
