import { Buffer } from 'node:buffer';
import { describe, expect, it } from 'vitest';
import { MEBIBYTE, openFactory, runIn } from './testing/open-factory.js';

const factory = openFactory();
const pristine = Buffer.from(factory.instance.engine.memory.buffer.slice(0));
const stack_pointer = factory.instance.engine.__stack_pointer.value;

function expectPristine(): void {
  const { memory, __stack_pointer } = factory.instance.engine;
  const bytes = Buffer.from(memory.buffer);
  expect(bytes.length).toBe(pristine.length);
  // Not `toEqual`: it would print megabytes.
  expect(bytes.equals(pristine)).toBe(true);
  expect(__stack_pointer.value).toBe(stack_pointer);
}

const POLLUTION = `
Object.prototype.marker = 1; Array.prototype.push = null; globalThis.marker = Symbol.for('marker');
Math.random = Date.now = JSON.parse = () => 'marker'; /(m)(a)/.exec('ma'); Promise.prototype.then = () => 1;
delete globalThis.Map; Error.prepareStackTrace = () => 'marker'; RegExp.prototype.exec = () => null; 1`;

type Row = [what: string, text: string, fault?: string, options?: object];

const ENDINGS: Row[] = [
  ['success', '1 + 1'],
  ['an error', 'null.x'],
  ['a rejection', 'Promise.reject(new Error("x"))'],
  ['a loop', 'for (;;);', 'time', { budget_ms: 20 }],
  ['a loop in an async function', '(async () => { await 0; for (;;); })()', 'time', { budget_ms: 20 }],
  ['a loop in finally', 'try { for (;;); } finally { for (;;); }', 'time', { budget_ms: 20 }],
  ['a pattern', '/^(a+)+$/.test("a".repeat(50) + "b")', 'time', { budget_ms: 20 }],
  ['an endless chain of jobs', '(async () => { for (;;) await 0; })()', 'time', { budget_ms: 20 }],
  [
    'objects without end',
    'const all = []; for (;;) all.push({ all })',
    'memory',
    { memory_bytes: MEBIBYTE / 4 },
  ],
  ['one huge buffer', 'new ArrayBuffer(1e9)', 'memory'],
  ['guest recursion', '(function f() { f() })()'],
  ['native recursion', 'JSON.parse("[".repeat(1e6))', 'memory', {}],
  ['a parser that recurses', 'evaluate("(".repeat(1e5))', undefined],
  ['pollution', POLLUTION],
  [
    'promises that never settle',
    'for (let i = 0; i < 1000; i++) new Promise(() => {}).then(() => 1); new Promise(() => {})',
  ],
  ['weak things', 'new FinalizationRegistry(() => 1).register({}, 1); new WeakRef({}); 1'],
  ['symbols and atoms', 'for (let i = 0; i < 2000; i++) { Symbol.for("s" + i); globalThis["a" + i] = i } 1'],
];

describe('a fresh realm', () => {
  it.each(ENDINGS)('has the memory of the image after %s', async (_what, text, fault, options = {}) => {
    const before = factory.replaced;
    const { report } = await runIn(factory, text, options);
    expect(report?.fault).toBe(fault);
    expectPristine();
    if (before === factory.replaced) return;
    // The instance was replaced: the same again in a memory that only a copy can have cleaned.
    await runIn(factory, '1');
    expectPristine();
  });

  it('changes while it runs', async () => {
    const realm = factory.openRealm(() => undefined);
    realm.step(
      { message: 'globalThis.a = 1' },
      { budget_ms: 100, memory_bytes: MEBIBYTE, cpu_ms: undefined },
    );
    expect(Buffer.from(factory.instance.engine.memory.buffer).equals(pristine)).toBe(false);
    realm.dispose();
    expectPristine();
  });

  it('shares nothing with the one before', async () => {
    await runIn(factory, POLLUTION);
    const text = `[Object.prototype.marker, typeof Array.prototype.push, typeof marker, Date.now() > 1e12,
      JSON.parse('2'), RegExp.$1, typeof Map, Error.prepareStackTrace, typeof Math.random(), /a/.test('a')].join()`;
    const { posts } = await runIn(factory, text);
    expect(posts).toEqual([',function,undefined,true,2,,function,,number,true']);
  });

  it('brings memory back that nothing but a bug of the engine could write to', async () => {
    const realm = factory.openRealm(() => undefined);
    const bytes = new Uint8Array(factory.instance.engine.memory.buffer);
    for (const address of [0, 4096, 500_000, bytes.length - 1]) bytes[address] = 0xaa;
    realm.dispose();
    expectPristine();
  });

  it('has its own randomness', async () => {
    const seen = new Set<string>();
    for (let run = 0; run < 200; run += 1) seen.add((await runIn(factory, 'Math.random()')).posts[0]!);
    expect(seen.size).toBe(200);
    for (const text of seen) expect(Number(text)).toBeLessThan(1);
  });

  it('comes with another instance when the memory grew', async () => {
    const own = openFactory();
    const grow = 'const all = []; for (let i = 0; i < 100; i++) all.push(new Uint8Array(1e5)); all.length';
    for (let run = 1; run <= 50; run += 1) {
      expect((await runIn(own, grow)).posts).toEqual(['100']);
      expect(own.replaced).toBe(run);
      expect((await runIn(own, 'typeof all')).posts).toEqual(['undefined']);
      expect(own.replaced).toBe(run);
    }
  });

  it('costs no memory, 20,000 times', { timeout: 60_000 }, async () => {
    const own = openFactory();
    for (let run = 0; run < 1000; run += 1) await runIn(own, '[1].map((x) => x + 1)');
    const before = process.memoryUsage().rss;
    for (let run = 0; run < 20_000; run += 1) await runIn(own, '[1].map((x) => x + 1)');
    expect(process.memoryUsage().rss - before).toBeLessThan(48 * MEBIBYTE);
    expect(own.replaced).toBe(0);
  });
});
