import { fails, failsWhat, gives } from '../checks.js';
import type { Check, ConformanceGroup } from '../conformance-case.js';
import { several } from './several.js';

/** A code, and the place in one of the files. */
function at(
  code: 'SYNTAX_ERROR' | 'POLICY_VIOLATION' | 'RUNTIME_ERROR',
  file: string,
  line: number,
  column: number,
  message: string | RegExp,
): Check {
  return failsWhat(code, ({ location, message: said }, { expect }) => {
    expect(location && [location.file, location.line, location.column]).toStrictEqual([file, line, column]);
    expect(said).toMatch(message);
  });
}

export const refused: ConformanceGroup = {
  name: 'what several files may not do',
  cases: [
    several(
      'a file that is not there',
      { './main.js': `export const main = 1;\n  import './lib/nope.js';` },
      at('SYNTAX_ERROR', 'main.js', 2, 3, "no module './lib/nope.js'"),
    ),
    several(
      'an extension left out',
      { './main.js': `import './a';`, './a.js': `` },
      at('SYNTAX_ERROR', 'main.js', 1, 1, "there is './a.js'"),
    ),
    several(
      'a path out of the codelet',
      { './main.js': `import '../../etc/passwd';` },
      at('SYNTAX_ERROR', 'main.js', 1, 1, 'leads out of the codelet'),
    ),
    several(
      'a name that is not exported',
      { './main.js': `import './lib/a.js';`, './lib/a.js': `import { main,\n  nope } from '../main.js';` },
      at('SYNTAX_ERROR', 'lib/a.js', 1, 10, "no export named 'main'"),
    ),
    several(
      'a name that two exports mean',
      {
        './main.js': `import { x } from './all.js'; export const main = () => x;`,
        './all.js': `export * from './a.js'; export * from './b.js';`,
        './a.js': `export const x = 1;`,
        './b.js': `export const x = 1;`,
      },
      at('SYNTAX_ERROR', 'main.js', 1, 10, 'several exports'),
    ),
    several(
      'syntax in another file',
      { './main.js': `import './a.js'; export const main = 1;`, './a.js': `\n\n let a = ;` },
      at('SYNTAX_ERROR', 'a.js', 3, 10, 'Unexpected token'),
    ),
    several(
      'assigning to what is imported',
      {
        './main.js': `import { x } from './a.js';\nexport const main = () => { x++ };`,
        './a.js': `export let x = 1`,
      },
      at('SYNTAX_ERROR', 'main.js', 2, 29, "Cannot assign to the import 'x'"),
    ),
    several(
      'a package that is not granted',
      { './main.js': `import './a.js'; export const main = 1;`, './a.js': `\nimport fs from 'node:fs';` },
      at('POLICY_VIOLATION', 'a.js', 2, 1, "import 'node:fs'"),
    ),
    several(
      'import() of anything else, caught',
      {
        './main.js': `export const main = async () => {
  const said = [];
  for (const name of ['fs', './nope.js', '../main.js', '/main.js', 'file:///etc/passwd', './main.js?x', '__proto__', './__proto__', 'constructor'])
    said.push(await import(name).then(() => 'loaded', (error) => error.name));
  return said;
};`,
      },
      gives(Array.from({ length: 9 }, () => 'PolicyViolation')),
    ),
    several(
      'import() of anything else, not caught',
      { './main.js': `export const main = () => import('./' + 'nope.js');` },
      fails('POLICY_VIOLATION', { details: { denied: "import './nope.js'" } }),
    ),
    several(
      'require of a file',
      { './main.js': `export const main = () => require('./a.js');`, './a.js': `` },
      fails('POLICY_VIOLATION'),
    ),
    several(
      'an error thrown in another file',
      {
        './main.js': `import { check } from './lib/check.js';\nexport const main = () => 1 + check(-1);`,
        './lib/check.js': `export function check(n) {\n  if (n < 0) throw new RangeError('negative');\n}`,
      },
      failsWhat('RUNTIME_ERROR', ({ location, stack = '' }, { expect }) => {
        expect(location && [location.file, location.line, location.column]).toStrictEqual([
          'lib/check.js',
          2,
          20,
        ]);
        expect(stack).toContain('at check (lib/check.js:2:20)');
        expect(stack).toContain('at main (main.js:2:31)');
      }),
    ),
    several(
      'an error while a module runs',
      { './main.js': `import './a.js'; export const main = () => 1;`, './a.js': `\nnull.x;` },
      failsWhat('RUNTIME_ERROR', ({ location }, { expect }) => {
        expect(location && [location.file, location.line]).toStrictEqual(['a.js', 2]);
      }),
    ),
    several(
      'an import that is no function',
      {
        './main.js': `import { f } from './a.js';\nexport const main = () => f(1);`,
        './a.js': `export const f = 1;`,
      },
      at('RUNTIME_ERROR', 'main.js', 2, 27, /not a function/),
    ),
    several(
      'names of the prelude',
      {
        './main.js': `import { found } from './a.js'; export const main = () => found;`,
        './a.js': `export const found = ['__deny', '__import', '__exports', '__require', '__codelet_define__', '__a']
  .map((name) => typeof globalThis[name]).concat(typeof __deny, typeof __codelet_define__, typeof __exports);`,
      },
      gives(Array.from({ length: 9 }, () => 'undefined')),
    ),
  ],
};
