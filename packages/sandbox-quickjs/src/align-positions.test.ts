import { mapPosition } from '@codelets/core';
import { describe, expect, it } from 'vitest';
import { alignPositions } from './align-positions.js';
import { openFactory } from './testing/open-factory.js';

/** Posts where QuickJS says that the error of the script arose. */
const PRELUDE = `(post) => {
  Error.prepareStackTrace = (error, sites) => {
    const site = sites.find((one) => one.getFileName() === 'a.js');
    return site.getLineNumber() + ':' + site.getColumnNumber();
  };
  globalThis.caught = (error) => post(String(error.stack));
  return () => {};
}`;

const factory = openFactory(32e6, PRELUDE);

function placeOf(script: string) {
  const posts: string[] = [];
  const realm = factory.openRealm((message) => posts.push(message));
  realm.step({ script, filename: 'a.js' }, { budget_ms: 1000, memory_bytes: 32e6, cpu_ms: undefined });
  realm.dispose();
  const [line, column] = posts[0]!.split(':').map(Number);
  return mapPosition(alignPositions(script).map, line!, column! - 1);
}

/** `@` marks the place and is not part of the script. */
describe('positions of QuickJS lead to', () => {
  it.each([
    "throw @new Error('x')",
    "const a = 1; throw @new Error('x' + a, { cause: a })",
    "const s = '\u{1F600}\u00e9\u4e2d'; throw @new Error(s)",
    "const s = '\u{1F600}\u00e9\u4e2d'; @missing",
    "const s = '\u2028'; /* \u2029 */\n throw @new Error(s)",
    "const s = `\u2028${'\u00e9'}`; throw @new Error(s)",
    "/['\"\u00e9`]/.test('a'); throw @new Error('x')",
    "let b = 4, g = 2; b = b / g; '/'; @missing / 1",
    "const f = () => {\r\n  throw @new Error('x') };\r f()",
    'new Set([1]).forEach((one) => { @missing })',
    'new Set([(() => { @missing })()])',
    'new Set([(() => @missing)()])',
    '[1].map((one) => { throw @new Error(one) })',
    'const news = 1, o = { new: 1 }; o.new; @missing',
    'const C = class { constructor(a) { throw @new Error(a) } }; new C(1)',
    'throw @new Error(`a ${1 + 1} b`)',
    "const E = Error\nconst o = { E }\nthrow @new o.E('x')",
    "@decodeURI('%')",
    "const f = (x) => x, o = { decodeURI }; f(1), o.@decodeURI('%')",
    "const x = 1\nconst y = @decodeURI('%')",
    "// \u2028 const x = 1 \u2029throw @new Error('x')",
    "const f = () => {\u2029 throw @new Error('x') }; f()",
  ])('%j', (marked) => {
    const at = marked.indexOf('@');
    const script = `try { ${marked.replace('@', '')} } catch (e) { caught(e) }`;
    const before = `try { ${marked.slice(0, at)}`.split(/\r\n|[\r\n\u2028\u2029]/);
    expect(placeOf(script)).toEqual({ line: before.length, column: before.at(-1)!.length });
  });

  it('the line above alone where QuickJS counts as the others', () => {
    expect(alignPositions('const a = 1;\n throw a')).toEqual({ map: [2, 0, 1, 0], made: [] });
    expect(alignPositions("const a = 'newer'; throw a")).toEqual({ map: [2, 0, 1, 0], made: [] });
  });

  it('something in linear time, whatever the script is', () => {
    const started = performance.now();
    for (const part of [
      'new ',
      'new (',
      '`${',
      '/',
      '[',
      '"',
      "'\\",
      '\u2028',
      '{`',
      'a/',
      '/*',
      'new a.',
      '=>',
      '\u{1F600}',
    ]) {
      alignPositions(part.repeat(100_000));
    }
    expect(performance.now() - started).toBeLessThan(5000);
  });
});
