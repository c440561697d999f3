import { describe, expect, it } from 'vitest';
import { openFactory, runIn } from './testing/open-factory.js';

const factory = openFactory();
const limits = { budget_ms: 1000, memory_bytes: 16e6, cpu_ms: undefined };

function runScript(script: string) {
  const realm = factory.openRealm(() => undefined);
  const report = realm.step({ script, filename: 'a (b):1.js' }, limits);
  realm.dispose();
  return report;
}

/** What `post` throws nobody sees: so this is what it asks with. */
function said(work: () => unknown): string {
  try {
    return `no error, but ${String(work())}`;
  } catch (error) {
    return (error as Error).message;
  }
}

describe('a realm', () => {
  it.each([
    ['let a = = 1', 1, 9],
    ['1;\n  foo(', 2, 7],
    ['"abc', 1, 1],
    // Patterns are parsed apart; their errors come without a place.
    ['1;\n\n  /(/', undefined, undefined],
  ])('tells where %j does not parse', (script, line, column) => {
    const report = runScript(script);
    expect(report).toMatchObject({ fault: 'syntax', message: expect.stringMatching(/\w/) });
    expect([report?.line, report?.column]).toEqual([line, column]);
  });

  it('takes brackets too deep to parse for an error of the syntax', () => {
    expect(runScript('('.repeat(200_000))).toMatchObject({ fault: 'syntax' });
  });

  it('keeps outside what post throws', async () => {
    const realm = factory.openRealm(() => {
      throw new Error('of the host');
    });
    expect(
      realm.step({ message: 'try { post("x"); globalThis.after = 1 } catch (e) { 2 }' }, limits),
    ).toBeUndefined();
    realm.dispose();
  });

  it('can be given up from within post', async () => {
    const posts: string[] = [];
    const realm = factory.openRealm((message) => {
      posts.push(
        message,
        said(() => realm.step({ message: '1' }, limits)),
      );
      realm.dispose();
      posts.push(said(() => factory.openRealm(() => undefined)));
    });
    const started = performance.now();
    const message = 'globalThis.marker = 1; post("a"); post("b"); for (;;);';
    expect(realm.step({ message }, limits)).toMatchObject({ fault: 'crash' });
    expect(performance.now() - started).toBeLessThan(500);
    expect(posts).toEqual(['a', 'the realm is busy', 'the engine holds a realm already']);
    expect((await runIn(factory, 'typeof marker')).posts).toEqual(['undefined']);
  });

  it('posts texts only, as they are', async () => {
    const text = 'a\u0000b\u00e9\u{1F600}\u2028';
    const { posts } = await runIn(
      factory,
      `post(1); post({}); post(); post(${JSON.stringify(text)}); post(Symbol()); 'end'`,
    );
    expect(posts).toEqual([text, 'end']);
  });

  it('takes messages as they are', async () => {
    const { posts } = await runIn(factory, "'\u0000\u00e9\u{1F600}'.length + ' ' + '\u0000\u00e9\u{1F600}'");
    expect(posts).toEqual(['4 \u0000\u00e9\u{1F600}']);
  });

  it('shows the errors of other engines where QuickJS has its own', async () => {
    const text =
      'try { "x".padEnd(2 ** 30) } catch (e) { [e.name, e instanceof RangeError, e.constructor.name].join() }';
    expect((await runIn(factory, text)).posts).toEqual(['RangeError,true,RangeError']);
    const recursion = 'let r; const f = () => f(); try { f() } catch (e) { r = String(e) } r';
    expect((await runIn(factory, recursion)).posts).toEqual(['RangeError: Maximum call stack size exceeded']);
  });

  it('reaches no file, no module and no global of the host', async () => {
    const text = `[typeof process, typeof require, typeof std, typeof os, typeof WebAssembly, typeof setTimeout].join()`;
    expect((await runIn(factory, text)).posts).toEqual(Array(6).fill('undefined').join().split('\n'));
    expect((await runIn(factory, 'import("fs")')).posts[0]).toMatch(/^rejected/);
  });

  it('is the only one at a time', () => {
    const realm = factory.openRealm(() => undefined);
    expect(() => factory.openRealm(() => undefined)).toThrow('holds a realm already');
    realm.dispose();
    realm.dispose();
    factory.openRealm(() => undefined).dispose();
  });

  it('has a prelude that must work', () => {
    expect(() => openFactory(1e7, '(')).toThrow('does not parse');
    expect(() => openFactory(1e7, '(() => { throw new Error("no") })')).toThrow('no');
  });
});
