import { describe, expect, it } from 'vitest';
import type { CompileFailure } from '../types.js';
import { compileModules } from './compile-modules.js';
import { compileGranted } from './link-sources.js';

const OPTIONS = { export_name: 'main', granted: [] };
const MAIN = 'export const main = () => 1;';

function failureOf(modules: Record<string, string>, entry = './main.js'): CompileFailure {
  const outcome = compileModules({ entry, modules }, OPTIONS);
  if (outcome.ok) throw new Error('it compiles');
  return outcome.failure;
}

function compiledOf(modules: Record<string, string>) {
  const outcome = compileModules({ entry: './main.js', modules }, OPTIONS);
  if (!outcome.ok) throw new Error(outcome.failure.message);
  return outcome.compiled.modules!;
}

describe('the paths of modules', () => {
  it.each([
    'main.js', '/main.js', './../a.js', './a/./b.js', './a//b.js', './', './a.js/', './a:1.js', './a(b).js', './a\nb.js',
    './\u202eb.js', `./${'x'.repeat(300)}.js`, '__proto__', './a\\b.js', 'http://a/b.js',
  ])('%j is none', (path) => {
    expect(failureOf({ './main.js': MAIN, [path]: '' })).toMatchObject({ code: 'SYNTAX_ERROR' });
  }); // prettier-ignore

  it.each(['./a', './a.cjs', './a.tsx', './a.wasm'])('%s has no extension that is known', (path) => {
    expect(failureOf({ './main.js': MAIN, [path]: '' }).message).toMatch('none of the extensions');
  });

  it.each(['./a.js', './a b.js', './é/ü.mjs', './a/b/c.d.js', './@x/[id].js', './.hidden/a.js', './...a.js'])(
    '%s is one',
    (path) => {
      expect(compiledOf({ './main.js': MAIN, [path]: '' }).scripts.map(({ filename }) => filename)).toEqual([
        'main.js',
        path.slice(2),
      ]);
    },
  );

  it('are 1000 at the most', () => {
    const many = Object.fromEntries(Array.from({ length: 1000 }, (_, index) => [`./m${index}.js`, '']));
    expect(failureOf({ './main.js': MAIN, ...many }).message).toMatch(
      'may have 1000 modules, this one has 1001',
    );
  });

  it('may be asked for in every relative way that stays within', () => {
    const { links } = compiledOf({
      './main.js': `import './a/b.js'; import './c.js'; ${MAIN}`,
      './a/b.js': `import '../c.js'; import './d/../e.js'`.replace(
        "import './d/../e.js'",
        "import '../a/e.js'",
      ),
      './a/e.js': `import '../main.js'`,
      './c.js': '',
    });
    expect(links.modules.map(({ requested }) => requested)).toEqual([[1, 3], [3, 2], [0], []]);
  });
});

describe('what cannot be linked', () => {
  it.each<[string, Record<string, string>, Partial<CompileFailure>]>([
    ['a file that is not there', { './main.js': `\n import x from './a.js'` }, { module: './main.js', line: 2, column: 2 }],
    ['a name that is not there', { './main.js': `import { a,\n b } from './a.js'`, './a.js': 'export const a = 1' }, { line: 2, column: 2 }],
    ['a default that is not there', { './main.js': `import a from './a.js'`, './a.js': 'export const a = 1' }, { line: 1, column: 8 }],
    ['no default through a star', { './main.js': `import a from './a.js'`, './a.js': `export * from './b.js'`, './b.js': 'export default 1' }, { line: 1 }],
    ['a name passed on that is not there', { './main.js': `import './a.js'; ${MAIN}`, './a.js': `export { x as y } from './main.js'` }, { module: './a.js', column: 10 }],
    ['a name that leads back to itself', { './main.js': `export { a } from './a.js'`, './a.js': `export { a } from './main.js'` }, { code: 'SYNTAX_ERROR' }],
    ['JSON without its type', { './main.js': `import a from './a.json'`, './a.json': '1' }, { column: 1 }],
    ['a script with the type of JSON', { './main.js': `import a from './a.js' with { type: 'json' }`, './a.js': '' }, { column: 1 }],
    ['another attribute', { './main.js': `import a from './a.js' with { type: 'css' }`, './a.js': '' }, { column: 31 }],
    ['JSON that is none', { './main.js': MAIN, './a.json': '{\n "a": }' }, { module: './a.json' }],
    ['a codelet without the export', { './main.js': `export * from './a.js'`, './a.js': 'export const a = 1' }, { module: './main.js' }],
    ['an export that is never a function', { './main.js': `\nexport const main = 5;` }, { line: 2, column: 14 }],
    ['an entry of JSON', { './main.js': '', './a.json': '1' }, {}],
  ])('%s', (_, modules, facts) => {
    expect(failureOf(modules)).toMatchObject({ code: 'SYNTAX_ERROR', ...facts });
  }); // prettier-ignore

  it.each([
    'fs',
    'node:fs',
    'lodash',
    '/etc/passwd',
    'file:///x',
    'https://x/y.js',
    '',
    '#internal',
    '.',
    '..',
    '__proto__',
  ])('the import of %j is denied', (name) => {
    expect(failureOf({ './main.js': `import ${JSON.stringify(name)}; ${MAIN}` })).toMatchObject({
      code: 'POLICY_VIOLATION',
      denied: `import '${name}'`,
    });
  });

  it('names no more than it lists', () => {
    const chain = Object.fromEntries(
      Array.from({ length: 300 }, (_, index) => [
        `./m${index}.js`,
        `export * from './m${index + 1}.js'; export const a${index} = 1`,
      ]),
    );
    const names = Array.from({ length: 500 }, (_, index) => `b${index} = 1`).join();
    const failure = failureOf({ './main.js': MAIN, ...chain, './m300.js': `export const ${names}` });
    expect(failure.message).toBe('The modules export too many names');
  });
});

describe('a script of a linked module', () => {
  it('holds no name that its source could use', () => {
    const source = `import { a } from './a.js'; import { b } from './d/a.js'; var __a, __a_1, __deny, __exports; ${MAIN} a; b;`;
    const { scripts } = compiledOf({
      './main.js': source,
      './a.js': 'export let a',
      './d/a.js': 'export let b',
    });
    const [, parameters] = /function\* \(([^)]*)\)/.exec(scripts[0]!.script)!;
    expect(parameters!.split(', ')).toEqual([
      '__deny_1', '__import', '__exports_1', '__require', '__a_2', '__a_1_1',
    ]); // prettier-ignore
  });

  it('keeps its lines', () => {
    const source = `import {\n a as b\n} from './a.js';\nexport * from './a.js'\nexport {\n}\nfrom './a.js';\n${MAIN} b`;
    const { scripts } = compiledOf({ './main.js': source, './a.js': 'export const a = 1' });
    expect(scripts[0]!.script.split('\n')).toHaveLength(source.split('\n').length + 1);
    expect(scripts[0]!.script.split('\n')[7]).toContain('const main = () => 1; __a.a');
  });

  it('is async for top-level await alone', () => {
    const kinds = (source: string) =>
      compiledOf({ './main.js': `${source}; ${MAIN}` }).links.modules[0]!.kind;
    for (const source of [
      'await 1',
      'for await (const a of []);',
      '[await 0]',
      'class A { [await 0]() {} }',
      '{ if (1) await 0 }',
      'export const a = await 0',
      '`${await 0}`',
    ])
      expect([source, kinds(source)]).toEqual([source, 'async']);
    for (const source of [
      'async () => { await 1 }',
      'async function f() { for await (const a of []); }',
      'class A { async a() { await 0 } }',
      '({ async *a() { await 0 } })',
    ])
      expect([source, kinds(source)]).toEqual([source, 'sync']);
  });
});

describe('granted modules', () => {
  const grant = (code: string, commonjs = false) => {
    const outcome = compileGranted({ specifier: 'g', code, commonjs });
    if (!outcome.ok) throw new Error(outcome.failure.message);
    return outcome.unit;
  };
  const filesOf = (source: string) => {
    const sources = { entry: './main.js', modules: { './main.js': `${source}; ${MAIN}` } };
    const outcome = compileModules(sources, OPTIONS, [grant('export const a = 1')]);
    if (!outcome.ok) throw new Error(outcome.failure.message);
    return outcome.compiled.modules!.scripts.map(({ filename }) => filename);
  };

  it.each([
    'import "g"',
    'import("g")',
    'require("g")',
    'export * from "g"',
    'import(main)',
    'async () => import(`g`)',
  ])('are brought for %s', (source) => {
    expect(filesOf(source)).toEqual(['main.js', 'granted/g']);
  });

  it.each([
    '1',
    'import("h").catch(() => 0)',
    'require("h")',
    'const require = (a) => a; require("g")',
    'require',
    '({ require: 1 }).require("g")',
  ])('are not brought for %s', (source) => {
    expect(filesOf(source)).toEqual(['main.js']);
  });

  it('are files of their own, whatever the codelet calls its own', () => {
    const modules = { './main.js': `import 'g.js'; import './granted/g.js'; ${MAIN}`, './granted/g.js': '' };
    const unit = { ...grant(''), specifier: 'g.js' };
    const outcome = compileModules({ entry: './main.js', modules }, OPTIONS, [unit]);
    expect(outcome.ok && outcome.compiled.modules!.scripts.map(({ filename }) => filename)).toEqual([
      'main.js', 'granted/g.js', 'granted/g.js_',
    ]); // prettier-ignore
  });

  it('import nothing themselves', () => {
    const outcome = compileGranted({ specifier: 'g', code: `import 'fs'`, commonjs: false });
    expect(outcome).toMatchObject({ ok: false, failure: { message: "The module imports 'fs'" } });
  });
});
