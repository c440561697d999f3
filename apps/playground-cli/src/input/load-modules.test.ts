import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { fakeCommand } from '../../test/support/fake-context.js';
import { loadModules } from './load-modules.js';

const base = mkdtempSync(join(tmpdir(), 'codelets-modules-'));
const folder = join(base, 'project');
afterAll(() => rmSync(base, { recursive: true }));
beforeEach(() => rmSync(folder, { recursive: true, force: true }));

function put(files: Readonly<Record<string, string>>): string {
  for (const [name, text] of Object.entries(files)) {
    const path = join(folder, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  }
  return join(folder, 'main.ts');
}

const load = async (main: string): Promise<string[]> =>
  Object.keys((await loadModules(folder, main)).modules).sort();

describe('what is read', () => {
  it('is what FILE reaches, in every way to say it, cycles included, and nothing else', async () => {
    const main = put({
      'main.ts': `import a from './lib/a.js';
export * from "./b.mjs";
const c = await import(\`./c.mts\`);
import d from './d.json' with { type: 'json' };
import missing from './missing.js';
import above from '../above.js';`,
      'lib/a.js': `import '../main.ts'; import './deep/e.js'`,
      'lib/deep/e.js': '',
      'b.mjs': '',
      'c.mts': '',
      'd.json': '"./unused.js"',
      'unused.js': 'not even parsed ((',
    });
    writeFileSync(join(base, 'above.js'), '');
    expect(await load(main)).toEqual(['./b.mjs', './c.mts', './d.json', './lib/a.js', './lib/deep/e.js', './main.ts']); // prettier-ignore
  });

  it('may lie behind links within the folder', async () => {
    const main = put({ 'main.ts': `import './linked/a.js'`, 'real/a.js': 'export {}' });
    symlinkSync('real', join(folder, 'linked'));
    expect(await load(main)).toEqual(['./linked/a.js', './main.ts']);
  });

  it('is what a runner is given, and what is watched', async () => {
    const main = put({ 'main.ts': `import './a.js'`, 'a.js': '1' });
    const { calls } = await fakeCommand().call('run', main, '--modules', folder, '--export', 'x');
    expect(calls[0]?.source).toEqual({
      type: 'modules',
      entry: './main.ts',
      modules: { './main.ts': `import './a.js'`, './a.js': '1' },
      export_name: 'x',
    });
    expect((await loadModules(folder, main)).files).toHaveLength(2);
  });
});

describe('what is refused', () => {
  it.each([
    ['a file', (at: string) => symlinkSync(join(base, 'secret.json'), join(at, 'link.json')), './link.json'],
    ['a folder', (at: string) => symlinkSync(base, join(at, 'up')), './up/secret.json'],
  ])('a link to %s outside', async (_name, link, path) => {
    writeFileSync(join(base, 'secret.json'), '{}');
    const main = put({ 'main.ts': `import s from '${path}'` });
    link(folder);
    await expect(loadModules(folder, main)).rejects.toThrow('is a link that leads out of the folder');
  });

  it('a folder beside it whose name begins in the same way', async () => {
    const main = put({ 'main.ts': `import './a.js'` });
    mkdirSync(`${folder}-other`, { recursive: true });
    writeFileSync(join(`${folder}-other`, 'a.js'), '');
    symlinkSync(join(`${folder}-other`, 'a.js'), join(folder, 'a.js'));
    await expect(loadModules(folder, main)).rejects.toThrow('leads out of the folder');
  });

  it.each([
    ['a FILE that is a link to outside', 'linked.js', 'leads out of the folder'],
    ['a FILE outside', '../above.js', 'is not in the folder of --modules'],
    ['a FILE that is not there', 'none.js', 'there is no such file'],
  ])('%s', async (_name, name, expected) => {
    put({ 'main.ts': '' });
    writeFileSync(join(base, 'above.js'), '');
    symlinkSync(join(base, 'above.js'), join(folder, 'linked.js'));
    await expect(loadModules(folder, join(folder, name))).rejects.toThrow(expected);
  });

  it('a folder that is not there, and standard input', async () => {
    const main = put({ 'main.ts': '' });
    await expect(loadModules(join(base, 'none'), main)).rejects.toThrow('--modules: cannot read');
    const { code, stderr } = await fakeCommand().call('run', '-', '--modules', folder);
    expect([code, stderr]).toEqual([2, expect.stringContaining('--modules needs a FILE')]);
  });

  it('more files than a codelet may have', async () => {
    const imports = Array.from({ length: 1001 }, (_, index) => `import './f${index}.js';`).join('\n');
    await expect(loadModules(folder, put({ 'main.ts': imports }))).rejects.toThrow('more than 1000 files');
  });

  it('a directory with the name of a module', async () => {
    const main = put({ 'main.ts': `import './a.js'`, 'a.js/x': '' });
    await expect(loadModules(folder, main)).rejects.toThrow('is no regular file');
  });
});
