import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compile } from './compile.js';
import { compiled, failure, options } from './testing/run-compiled.js';

describe('a source that cannot be compiled', () => {
  it('is told where, from 1', () => {
    expect(failure('let a = 1;\r\n  let b = ;')).toEqual({
      code: 'SYNTAX_ERROR',
      message: 'Unexpected token',
      line: 2,
      column: 11,
    });
    expect(failure('let a\u2028\rlet a').line).toBe(3);
    expect(failure('{')).toMatchObject({ line: 1, column: 2 });
  });

  it.each([
    ["import fs from 'fs'", "import 'fs'", 1],
    ["\n  import 'node:fs'", "import 'node:fs'", 3],
    ['import * as x from "a\'b"', "import 'a'b'", 1],
    ["export * from 'fs'", "import 'fs'", 1],
    ["export * as all from 'fs'", "import 'fs'", 1],
    ["export { a } from 'fs'", "import 'fs'", 1],
    ["import x from 'fs' with { type: 'json' }", "import 'fs'", 1],
    ["import 'a\\u202E\\n\\0b'", "import 'a\uFFFD\uFFFD\uFFFDb'", 1],
    [`import '${'x'.repeat(1000)}'`, `import '${'x'.repeat(100)}…'`, 1],
  ])('%s is a policy violation', (source, denied, column) => {
    expect(failure(`${source}\nexport function main() {}`)).toMatchObject({
      code: 'POLICY_VIOLATION',
      denied,
      column,
    });
  });

  it('hears what it exports instead', () => {
    const missing = 'The codelet does not export a function named "main"';
    expect(failure('').message).toBe(missing);
    expect(failure('export const helper = 1, other = 2').message).toBe(
      `${missing} (exported: "helper", "other")`,
    );
    expect(failure('export default 1', { export_name: 'x' }).message).toContain(
      'named "x" (exported: "default")',
    );
    expect(failure('module.exports = { main() {} }').message).toContain('Codelets are ES modules');
    expect(failure('exports.main = () => 1').message).toContain('Codelets are ES modules');
    expect(failure('let module = {}; module.exports = 1').message).toBe(missing);
    expect(failure('export let toString_', { export_name: 'toString' }).message).toContain('"toString"');
    expect(failure(Array.from({ length: 50 }, (_, n) => `export let a${n}`).join('\n')).message).toContain(
      '"a9", …)',
    );
  });

  it.each([
    'const main = 1',
    'const main = {}',
    'const main = []',
    'const main = `x`',
    'default 1',
    'default {}',
    'default "main"',
  ])('export %s is no function', (source) => {
    expect(failure(`export ${source}`)).toMatchObject({
      message: expect.stringMatching(/is not a function$/),
      line: 1,
    });
  });

  it.each(['let main = 1', 'const main = f', 'const main = f()', 'default f', 'const [main] = []'])(
    'export %s may be one',
    (source) => {
      expect(compiled(`export ${source}\nfunction f() {}`).script).toContain('__codelet_define__');
    },
  );

  it('never throws, and never shows the wrapper', () => {
    const text = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 60 }),
      fc
        .array(
          fc.constantFrom(
            'export ',
            'default ',
            'import',
            '.meta',
            '(',
            ')',
            '{',
            '}',
            '`',
            '${',
            '/',
            '*',
            '<!--',
            '-->',
            '//#',
            '\n',
            '\u2028',
            'process',
            'arguments',
            '=>',
            'async ',
            'function ',
            'class ',
            'let ',
            'await ',
            ',',
            ';',
            '=',
            '"',
            '\\u',
            '\uD800',
            'typeof ',
            'new ',
            '1',
            '...',
            '#a',
            '?.',
            'of ',
            'for',
          ),
          { maxLength: 25 },
        )
        .map((parts) => parts.join('')),
    );
    fc.assert(
      fc.property(text, fc.constantFrom('', '\nexport function main() {}'), (source, tail) => {
        const outcome = compile(source + tail, options());
        if (!outcome.ok) expect(outcome.failure.message).not.toMatch(/__codelet|__deny|cannot be compiled/);
        else expect(outcome.compiled.script.startsWith('__codelet_define__(async function (')).toBe(true);
      }),
      { numRuns: 2000 },
    );
  }, 30_000);
});
