import { describe, expect, it } from 'vitest';
import { compiled, evaluate, failure, sourcePositions } from './testing/run-compiled.js';

describe('what a script reads differently than a module', () => {
  it('compares in a<!--b, as a module does', async () => {
    const { called } = await evaluate(
      'let a = 1, b = 5;\nexport const main = () => [a<!--b, b, a <!-- b, "<!--", `<!--${a<!--b}`, /<!--/.source, a<<!--b].join("|")',
    );
    expect(called()).toBe(['false', 4, 'false', '<!--', '<!--false', '<!--', '1'].join('|'));
  });

  it('does not let a comment opened in a script hide code', async () => {
    const { called } = await evaluate('let x = 0, y = 1;\nexport default () => { x<!--y; x = 7\nreturn x }');
    expect(called()).toBe(7);
  });

  it.each(['x\n-->0', '/*\n*/-->0', '-->0', '`\n`-->0', 'x\n/* */ --> 0'])('%j is no module', (source) => {
    expect(failure(`let x = 1;${source}\nexport default () => 1`).code).toBe('SYNTAX_ERROR');
  });

  it('counts down in x-->0', async () => {
    expect(
      (
        await evaluate('let n = 0, x = 3; while (x-->0) n++; while (x --> -5) n++\nexport default () => n')
      ).called(),
    ).toBe(7);
  });

  it.each([
    ['#!/usr/bin/env node\nexport default () => 1'],
    ['\uFEFFexport default () => 1'],
    ['\uFEFF#!/usr/bin/env node\nexport default () => 1'],
    ['#!'.concat('\r\nexport default () => 1')],
    ['#!/x\u2028export default () => 1'],
    ['export default () => 1 // the end'],
    ['export default () => 1 /* the end */'],
    ['export default () => 1\n//'],
    ['export default () => 1\n//\r'],
    ['"use asm"; "use strict"; export default () => 1'],
    ['export default () => 1; function undefined() {} var NaN, await_'],
    ['var arguments_; export default () => 1; label: { break label }'],
    ['const x = await new Promise((r) => r(1)); export default () => x'],
    ['for await (const x of [1]); export default () => 1'],
    ['var let_ = 1, async = 1, of = 1, get = 1; async\nfunction f() {} export default () => 1'],
    ['class A { static { (() => { try {} finally {} })() } } export default () => 1'],
    ['if (/[\\p{L}--[a-z]]/v.test("a")) throw 1\nexport default () => 1'],
    ['export default () => 1\u2029'],
  ])('%j', async (source) => {
    expect((await evaluate(source)).called()).toBe(1);
  });

  it('does not read a hashbang anywhere else', () => {
    expect(failure(' #!x\nexport default () => 1').code).toBe('SYNTAX_ERROR');
    expect(failure('\n#!x\nexport default () => 1').code).toBe('SYNTAX_ERROR');
  });

  it.each([
    '//# sourceURL=evil.js',
    '//@ sourceURL=evil.js',
    '//#\tsourceURL=evil.js',
    '/*# sourceURL=evil.js */',
    '/*@ sourceURL=evil.js */',
    '#!# sourceURL=evil.js',
    '//# sourceMappingURL=http://evil/x.map',
    '/*\n*/ //# sourceURL=evil.js',
  ])('%j does not rename the file', async (comment) => {
    const source = `${comment}\nexport default () => { throw new Error('x') }\n${comment.startsWith('#!') ? '' : comment}`;
    const { called, compiled: result } = await evaluate(source);
    expect(result.script).not.toMatch(/(\/\/|\/\*)[#@]/);
    let thrown: unknown;
    try {
      called();
    } catch (error) {
      thrown = error;
    }
    expect((thrown as Error).stack).not.toContain('evil');
    const position = sourcePositions(thrown, result)[0];
    expect(source.split('\n')[position!.line - 1]!.slice(position!.column)).toMatch(/^new Error/);
  });

  it('keeps a sourceURL that is a string', async () => {
    const { called } = await evaluate('export default () => "//# sourceURL=a" + `//# sourceURL=b`');
    expect(called()).toBe('//# sourceURL=a//# sourceURL=b');
  });

  it.each([
    '}); evil(); (async function(){',
    '}); evil(); __codelet_define__(async function () {',
    '*/ }); /*',
    'return 1',
    'super.x',
    'new.target',
    '() => new.target',
    'arguments = 1',
    'with (a) {}',
    'let await = 1',
    'function await() {}',
    'var yield',
    'let let = 1',
    'let x; var x',
    'function f() {} function f() {}',
    'export { nothing }',
    'export { Object }',
    'const x = 1; export { x }; export { x }',
    'export default 1; export default 2',
    '010',
    '"\\01"',
    'delete x',
    'class A { static { await 1 } }',
    'class A { x = arguments }',
    'export { x as "\\uD800" }; let x',
    'function f() { export default 1 }',
    'import source x from "y"',
    'import.source("x")',
    'import.defer("x")',
    'import.meta = 1',
    'd\\u0065lete x.y',
    'exp\\u006Frt default 1',
    'export d\\u0065fault 1',
    '<!-- a',
    'let x = 1 // \u2028 )',
    '\u0000',
    '@decorated class A {}',
    'let a = /(/',
    'let a = /a/zz',
    '`${',
    "'",
    '/*',
  ])('%j is a syntax error', (source) => {
    const { code, message } = failure(
      `${source}\nexport function main() {}`.replace(/^(\/\*|'|`\$\{)\n.*/, '$1'),
    );
    expect(code).toBe('SYNTAX_ERROR');
    expect(message).not.toMatch(/__deny|__codelet|\(\d+:\d+\)/);
    expect(message).not.toContain('does not export');
  });

  it('has as many lines as the source', () => {
    const source =
      '#!a\r\nlet a\r= `\u2028\r\n`\u2029;export\r\n{ a\n as x\u2028,\r a as\r\nmain, a as "\\u2028" }\nimport\r\n.\u2028meta;';
    const count = (text: string): number => text.split(/\r\n|[\n\r\u2028\u2029]/).length;
    expect(count(compiled(source).script)).toBe(count(source) + 1);
  });
});
