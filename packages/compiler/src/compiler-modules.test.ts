import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it } from 'vitest';
import { Compiler, type CompilerOptions } from './compiler.js';
import { options } from './testing/run-compiled.js';

// The built bundle: turbo builds before it tests.
const BUILT = fileURLToPath(new URL('../dist/compile-thread.cjs', import.meta.url));
const compilers: Compiler[] = [];
afterEach(async () => {
  await Promise.all(compilers.splice(0).map((compiler) => compiler.dispose()));
});

function create(over: CompilerOptions = {}): Compiler {
  const compiler = new Compiler({ thread_file: BUILT, inline_length: 0, time_limit_ms: 20_000, ...over });
  compilers.push(compiler);
  return compiler;
}

const OPTIONS = { export_name: 'main', granted: [] };
const MODULES = {
  './main.js': `import { a } from './a.js'; import g from 'g'; export const main = () => a + g;`,
  './a.js': 'export const a = 1;',
};
const SOURCES = { entry: './main.js', modules: MODULES };

describe('a compiler of several modules', () => {
  it('gives the same here and in its thread, frozen and kept', async () => {
    const [here, there] = [create({ inline_length: 10_000 }), create()];
    const granted = await there.compileGranted({ specifier: 'g', code: 'export default 2', commonjs: false });
    if (!granted.ok) throw new Error(granted.failure.message);
    const units = [granted.unit];
    const outcome = await there.compileModules(SOURCES, OPTIONS, units);
    expect(outcome).toEqual(await here.compileModules(SOURCES, OPTIONS, units));
    expect(outcome).toMatchObject({
      ok: true,
      compiled: { modules: { scripts: [{}, {}, { is_own: false }] } },
    });
    expect(Object.isFrozen(outcome)).toBe(true);
    expect(await there.compileModules(SOURCES, OPTIONS, units)).toBe(outcome);
    expect(
      await there.compileModules(
        { ...SOURCES, modules: { ...MODULES, './a.js': 'export const a = 2;' } },
        OPTIONS,
        units,
      ),
    ).not.toBe(outcome);
    const other = await there.compileGranted({ specifier: 'g', code: 'export default 3', commonjs: false });
    expect(await there.compileModules(SOURCES, OPTIONS, other.ok ? [other.unit] : [])).not.toBe(outcome);
    expect(await there.compileModules(SOURCES, OPTIONS)).toMatchObject({
      ok: false,
      failure: { code: 'POLICY_VIOLATION', module: './main.js' },
    });
  });

  it('compiles TypeScript in its thread, however short', async () => {
    const compiler = create({ inline_length: 10_000 });
    expect(
      await compiler.compile('export const main = (): 1 => 1', options({ language: 'ts' })),
    ).toMatchObject({ ok: true });
    const modules = {
      './main.ts': `import { a } from './a.mts'; export const main = (): number => a`,
      './a.mts': 'export const a: 1 = 1',
    };
    expect(await compiler.compileModules({ entry: './main.ts', modules }, OPTIONS)).toMatchObject({
      ok: true,
    });
    const single = { ...OPTIONS, single_filename: 'x.ts', single_language: 'ts' } as const;
    const sources = { entry: './x', modules: { './x': 'export const main = (): 1 => 1' } };
    expect(await compiler.compileModules(sources, single)).toMatchObject({ ok: true });
    // As JavaScript the same text is something else.
    expect(await compiler.compile('export const main = (): 1 => 1', options())).toMatchObject({ ok: false });
  });

  it('survives what makes the type stripper trap', async () => {
    const compiler = create();
    const deep = `export const main = 1 as ${'['.repeat(50_000)}`;
    const [trapped, next] = await Promise.all([
      compiler.compile(deep, options({ language: 'ts' })),
      compiler.compile('export const main = (): 1 => 1', options({ language: 'ts' })),
    ]);
    expect(trapped).toEqual({
      ok: false,
      failure: { code: 'SYNTAX_ERROR', message: 'The source is too complex to compile' },
    });
    expect(next).toMatchObject({ ok: true });
  });

  it('gives up on names that take long to resolve', async () => {
    const compiler = create({ time_limit_ms: 1000 });
    const ids = Array.from({ length: 200 }, (_, index) => `./m${index}.js`);
    const stars = ids.map((id) => `export * from '${id}';`).join('');
    const names = Array.from({ length: 300 }, (_, index) => `a${index} = 1`).join();
    const modules = Object.fromEntries(ids.map((id) => [id, stars]));
    modules['./main.js'] = `import './m0.js'; export const main = 1, ${names};${stars}`;
    const sources = {
      entry: './main.js',
      modules: { ...modules, './m0.js': `${stars}export * from './main.js'` },
    };
    expect(await compiler.compileModules(sources, OPTIONS)).toMatchObject({ ok: false });
  });
});
