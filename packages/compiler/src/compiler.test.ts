import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { Compiler, type CompilerOptions } from './compiler.js';
import { cacheKey, OutcomeCache } from './outcome-cache.js';
import { options } from './testing/run-compiled.js';

// The built bundle: turbo builds before it tests.
const BUILT = fileURLToPath(new URL('../dist/compile-thread.cjs', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'codelets-compiler-'));
afterAll(() => rmSync(folder, { recursive: true }));

const compilers: Compiler[] = [];
afterEach(async () => {
  await Promise.all(compilers.splice(0).map((compiler) => compiler.dispose()));
});

function create(over: CompilerOptions = {}): Compiler {
  const compiler = new Compiler({ thread_file: BUILT, inline_length: 100, ...over });
  compilers.push(compiler);
  return compiler;
}

/** A thread whose program does as the source says, where the real one would need a source of a megabyte. */
function unrulyThread(): string {
  const file = join(folder, 'unruly.cjs');
  writeFileSync(
    file,
    `const { parentPort } = require('node:worker_threads');
     parentPort.on('message', ({ source }) => {
       if (source.includes('loop')) for (;;);
       if (source.includes('exit')) process.exit(3);
       if (source.includes('throw')) throw new Error('x');
       if (source.includes('memory')) { const a = []; for (;;) a.push({ x: [] }); }
       parentPort.postMessage({ ok: true, compiled: { script: source, map: [], export_name: 'main' } });
     });
     parentPort.postMessage('ready');`,
  );
  return file;
}

const long = (text: string): string => `${text} //${'x'.repeat(200)}`;
const GOOD = long('export function main() {}');

describe('Compiler', () => {
  it('compiles short sources itself and long ones in its thread, alike', async () => {
    const [here, there] = [create({ inline_length: 10_000 }), create()];
    for (const source of [GOOD, long('export default process'), long('let a = ;'), long("import 'fs'")]) {
      const outcome = await there.compile(source, options());
      expect(outcome).toEqual(await here.compile(source, options()));
    }
    const absent = create({ thread_file: join(folder, 'absent.cjs') });
    expect((await absent.compile('export function main() {}', options())).ok).toBe(true);
    expect(await absent.compile(GOOD, options())).toMatchObject({
      ok: false,
      failure: { code: 'SANDBOX_UNAVAILABLE', message: "The compiler's thread could not be started" },
    });
  });

  it('keeps outcomes, frozen, by source and options', async () => {
    const compiler = create();
    for (const source of [GOOD, 'export function main() { process }', 'export let']) {
      const first = await compiler.compile(source, options());
      expect(await compiler.compile(source, options({ filename: 'other.js' }))).toBe(first);
      expect(await compiler.compile(source, options({ granted: ['process'] }))).not.toBe(first);
      expect(await compiler.compile(source, options({ export_name: 'x' }))).not.toBe(first);
      expect(Object.isFrozen(first) && Object.isFrozen(first.ok ? first.compiled.map : first.failure)).toBe(
        true,
      );
    }
    expect(cacheKey('"\uD800"', options())).not.toBe(cacheKey('"\uD801"', options()));
    const [a, b] = [
      compiler.compile(long('export let a'), options()),
      compiler.compile(long('export let a'), options()),
    ];
    expect(await a).toBe(await b);
  });

  it.each([
    ['loop', 'The source takes too long to compile'],
    ['exit', 'The source is too complex to compile'],
    ['throw', 'The source is too complex to compile'],
    ['memory', 'The source is too complex to compile'],
  ])(
    'loses nothing but the culprit to a %s',
    async (culprit, message) => {
      const compiler = create({
        thread_file: unrulyThread(),
        time_limit_ms: culprit === 'loop' ? 500 : 10_000,
        thread_memory_mb: 16,
      });
      const sources = ['first', culprit, 'second', `${culprit} again`, 'third'].map(long);
      const outcomes = await Promise.all(sources.map((source) => compiler.compile(source, options())));
      expect(outcomes.map((outcome) => (outcome.ok ? outcome.compiled.script : outcome.failure.message))).toEqual([
      sources[0], message, sources[2], message, sources[4],
    ]); // prettier-ignore
      // How the thread fared is no outcome of the source.
      expect(await compiler.compile(sources[1]!, options())).not.toBe(outcomes[1]);
    },
    60_000,
  );

  it('leaves the event loop free meanwhile', async () => {
    const compiler = create();
    let [last, longest] = [performance.now(), 0];
    const ticker = setInterval(() => {
      longest = Math.max(longest, performance.now() - last);
      last = performance.now();
    }, 5);
    const outcome = await compiler.compile(
      `${Array.from({ length: 15_000 }, (_, n) => `function f${n}() { return { a: [1, 2, 3] } }\n`).join('')}export default f1`,
      options(),
    );
    clearInterval(ticker);
    expect(outcome).toMatchObject({ ok: true });
    expect(longest).toBeLessThan(150);
  });

  it('answers what waits when it is disposed, and afterwards', async () => {
    const compiler = create({ thread_file: unrulyThread() });
    const waiting = ['loop', 'second'].map((source) => compiler.compile(long(source), options()));
    await compiler.dispose();
    const disposed = {
      ok: false,
      failure: { code: 'SANDBOX_UNAVAILABLE', message: 'The compiler is disposed' },
    };
    expect(await Promise.all(waiting)).toMatchObject([disposed, disposed]);
    expect(await compiler.compile(long('third'), options())).toMatchObject(disposed);
    await compiler.dispose();
  });

  it.each([['index.js'], ['index.cjs']])(
    'finds its thread from dist/%s and keeps no process alive',
    (file) => {
      const script = `
      const { Compiler } = await import(${JSON.stringify(new URL(`../dist/${file}`, import.meta.url).href)});
      const outcome = await new Compiler({ inline_length: 0 }).compile('export function main() {}', { filename: 'a', export_name: 'main', granted: [] });
      console.log(outcome.ok);`;
      const { stdout, stderr, status } = spawnSync(process.execPath, ['--input-type=module', '-e', script], {
        encoding: 'utf8',
        timeout: 20_000,
      });
      expect({ stdout, stderr, status }).toEqual({ stdout: 'true\n', stderr: '', status: 0 });
    },
  );
});

describe('OutcomeCache', () => {
  const outcome = (length: number) =>
    ({ ok: true, compiled: { script: 'x'.repeat(length), map: [], export_name: 'main' } }) as const;

  it('drops what was used least recently when it is over its bytes', () => {
    const cache = new OutcomeCache(10_000);
    for (const key of ['a', 'b', 'c', 'd']) cache.set(key, outcome(1000));
    expect(cache.get('a')).toBeDefined();
    cache.set('e', outcome(900));
    expect(['a', 'b', 'c', 'd', 'e'].filter((key) => cache.get(key))).toEqual(['a', 'c', 'd', 'e']);
    expect(cache.bytes).toBeLessThanOrEqual(10_000);
    cache.set('huge', outcome(10_000));
    expect(cache.get('huge')).toBeUndefined();
    expect(cache.get('a')).toBeDefined();
    cache.set('a', outcome(10));
    cache.clear();
    expect([cache.bytes, cache.get('a')]).toEqual([0, undefined]);
  });
});
