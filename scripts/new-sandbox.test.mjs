import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { RefusedName, newSandbox } from './lib/new-sandbox.mjs';
import { readManifest } from './lib/packages.mjs';

let root;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'codelets-new-sandbox-'));
  mkdirSync(join(root, 'packages'));
  writeFileSync(join(root, 'LICENSE'), 'the licence\n');
});

afterEach(() => {
  rmSync(root, { recursive: true, force: true });
});

const read = (path) => readFileSync(join(root, path), 'utf8');

// That it builds, and what its tests say: tests/src/new-sandbox.
describe('a new sandbox', () => {
  it('has all files, with its names in them', () => {
    const { folder, files } = newSandbox(root, 'fast-js');
    expect(folder).toBe('packages/sandbox-fast-js');
    expect(files).toEqual(['LICENSE', 'README.md', 'package.json', 'src/engine.ts', 'src/fast-js.ts', 'src/index.ts', 'test/process.test.ts', 'test/thread.test.ts', 'tsconfig.json', 'tsup.config.ts']); // prettier-ignore
    expect(readdirSync(join(root, folder), { recursive: true })).toEqual(expect.arrayContaining(files));
    expect(read(`${folder}/src/index.ts`)).toBe(
      "export { fastJs, type FastJsOptions } from './fast-js.js';\n",
    );
    for (const file of files) expect(read(`${folder}/${file}`), file).not.toMatch(/__\w+__/);
    expect(read(`${folder}/LICENSE`)).toBe('the licence\n');
  });

  it('has the manifest of the sandboxes that are there', () => {
    newSandbox(root, 'fast-js');
    const made = readManifest('packages/sandbox-fast-js', root);
    const model = readManifest('packages/sandbox-node-vm');
    expect(made.name).toBe('@codelets/sandbox-fast-js');
    for (const field of [
      'license',
      'files',
      'type',
      'exports',
      'publishConfig',
      'scripts',
      'dependencies',
      'engines',
    ]) {
      expect(made[field], field).toEqual(model[field]);
    }
    // A field that the others gained and the template did not.
    expect(Object.keys(made).sort()).toEqual(Object.keys(model).sort());
  });
});

describe('a name', () => {
  it.each([
    'Foo',
    '1foo',
    'foo_bar',
    'foo-',
    '-foo',
    'foo--bar',
    '../foo',
    'foo/bar',
    '',
    'ü',
    'x'.repeat(41),
  ])('%j is refused', (name) => {
    expect(() => newSandbox(root, name)).toThrow('has to be kebab-case');
  });

  it.each(['new', 'class', 'await', 'eval', 'let', 'hosted'])(
    '%s is refused: no function can have it',
    (name) => {
      expect(() => newSandbox(root, name)).toThrow(`${name}() cannot be a function`);
    },
  );

  it('with sandbox- in front is corrected', () => {
    expect(() => newSandbox(root, 'sandbox-foo')).toThrow('npm run new:sandbox foo');
  });
});

describe('what is there already', () => {
  it('is not touched', () => {
    newSandbox(root, 'foo');
    const before = read('packages/sandbox-foo/src/engine.ts');
    writeFileSync(join(root, 'packages/sandbox-foo/src/engine.ts'), 'mine');
    expect(() => newSandbox(root, 'foo')).toThrow(RefusedName);
    expect(read('packages/sandbox-foo/src/engine.ts')).toBe('mine');
    expect(before).not.toBe('mine');
  });

  it('may be a folder without anything in it', () => {
    mkdirSync(join(root, 'packages/sandbox-foo'));
    expect(() => newSandbox(root, 'foo')).toThrow('packages/sandbox-foo is there already');
  });

  it('may be a package of that name elsewhere', () => {
    mkdirSync(join(root, 'apps/other'), { recursive: true });
    writeFileSync(join(root, 'apps/other/package.json'), '{ "name": "@codelets/sandbox-foo" }');
    expect(() => newSandbox(root, 'foo')).toThrow('apps/other is there already');
    expect(existsSync(join(root, 'packages/sandbox-foo'))).toBe(false);
  });
});
