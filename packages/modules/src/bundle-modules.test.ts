import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bundleModules } from './bundle-modules.js';
import type { ModuleGrant } from './types.js';

const HERE = fileURLToPath(new URL('..', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'codelets-modules-'));
afterAll(() => rmSync(folder, { recursive: true }));

function write(name: string, text: string): void {
  const path = join(folder, name);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}

beforeAll(() => {
  const manifest = (name: string, more = '') =>
    write(`node_modules/${name}/package.json`, `{ "name": "${name}"${more} }`);
  manifest('a', ', "type": "module", "exports": { ".": "./index.js", "./part": "./part.js" }');
  write('node_modules/a/index.js', `import b from '@scope/b'; export { b }; export const a = 'a';`);
  write('node_modules/a/part.js', `export default 'part';`);
  manifest('@scope/b');
  write('node_modules/@scope/b/index.js', `module.exports = require('./lib/c.js');`);
  write(
    'node_modules/@scope/b/lib/c.js',
    `exports.c = 'c'; /*! a licence */ exports.env = process.env.NODE_ENV;`,
  );
  manifest('needs-node');
  write('node_modules/needs-node/index.js', `module.exports = require('uses-fs');`);
  manifest('uses-fs');
  write('node_modules/uses-fs/index.js', `exports.read = require('node:fs').readFileSync;`);
  manifest('browser', ', "main": "./node.js", "browser": "./browser.js"');
  write('node_modules/browser/node.js', `module.exports = require('fs');`);
  write('node_modules/browser/browser.js', `module.exports = 'for browsers';`);
  manifest('optional');
  write(
    'node_modules/optional/index.js',
    `let fs; try { fs = require('fs') } catch {} module.exports = typeof fs;`,
  );
  write('own.ts', `import { a } from 'a'; export const own: string = a;`);
});

async function bundle(grant: string | ModuleGrant, resolve_from = folder) {
  const [module] = await bundleModules({ name: grant }, { resolve_from });
  return module!;
}

async function valueOf(code: string): Promise<Record<string, unknown>> {
  const namespace = (await import(`data:text/javascript,${encodeURIComponent(code)}`)) as object;
  return { ...namespace };
}

describe('a package that is bundled', () => {
  it('is one text without imports, comments and paths', async () => {
    const { specifier, sha256, code, commonjs } = await bundle('a');
    expect([specifier, commonjs]).toEqual(['name', false]);
    expect(sha256).toBe(createHash('sha256').update(code).digest('hex'));
    expect(code).not.toMatch(/\bimport\b|node_modules|licence|^\/\//m);
    expect(await valueOf(code)).toMatchObject({ a: 'a', b: { c: 'c', env: 'production' } });
  });

  it('is the same text wherever it is installed', async () => {
    const other = join(folder, 'deep/er');
    mkdirSync(other, { recursive: true });
    expect((await bundle('a', other)).sha256).toBe((await bundle('a')).sha256);
  });

  it('of CommonJS has its exports as default', async () => {
    const { code, commonjs } = await bundle('@scope/b');
    expect(commonjs).toBe(true);
    expect((await valueOf(code))['default']).toEqual({ c: 'c', env: 'production' });
  });

  it('has parts', async () => {
    expect(await valueOf((await bundle({ package: 'a', export: './part' })).code)).toMatchObject({
      default: 'part',
    });
    await expect(bundle({ package: 'a', export: 'nope' })).rejects.toThrow(/name.*a\/nope/);
  });

  it('is taken as for browsers', async () => {
    expect((await valueOf((await bundle('browser')).code))['default']).toBe('for browsers');
  });

  it('may try what it can do without', async () => {
    expect((await bundle('optional')).commonjs).toBe(true);
  });

  it.each(['dayjs', 'lodash', 'nanoid'])('may be %s', async (name) => {
    const { code, commonjs } = await bundle(name, HERE);
    expect(commonjs).toBe(name !== 'nanoid');
    expect(code).not.toMatch(/node_modules|\.pnpm/);
  });
});

describe("the embedder's own source", () => {
  it('may import packages', async () => {
    expect(
      await valueOf((await bundle({ source: `export * from 'a'; export default 5` })).code),
    ).toMatchObject({
      a: 'a',
      default: 5,
    });
  });

  it('may be a file, TypeScript as well', async () => {
    expect(await valueOf((await bundle({ file: 'own.ts' })).code)).toMatchObject({ own: 'a' });
  });

  it('may be CommonJS', async () => {
    expect((await bundle({ source: 'module.exports = { a: 1 }' })).commonjs).toBe(true);
  });
});

describe('what cannot be given', () => {
  it.each<[string, string | ModuleGrant, string]>([
    ['what is not installed', 'nope', `nope is not installed, looked for from`],
    [
      'what needs Node.js',
      'needs-node',
      "it needs Node.js's own module node:fs (needs-node → uses-fs → node:fs)",
    ],
    [
      'what needs Node.js further down',
      { source: `import 'needs-node'` },
      '<codelets-entry> → needs-node → uses-fs → node:fs',
    ],
    ['what does not parse', { source: 'let a = ;' }, 'Unexpected ";"'],
    ['a file that is not there', { file: 'nope.js' }, 'its file cannot be read (ENOENT)'],
    ['a file that is no script', { file: 'node_modules/a/package.json' }, 'its file is no script'],
    ['nothing', {}, 'it has none of package, source and file'],
    ['another text than the hash says', { package: 'a', sha256: '00' }, 'its text has the hash'],
  ])('%s', async (_, grant, message) => {
    const error = await bundle(grant).then(
      () => undefined,
      (thrown: unknown) => thrown,
    );
    expect(error).toBeInstanceOf(TypeError);
    expect(String(error)).toContain(`The module 'name' cannot be given to codelets: `);
    expect(String(error)).toContain(message);
  });

  it('is given where the hash is right', async () => {
    const { sha256 } = await bundle('a');
    expect((await bundle({ package: 'a', sha256: sha256.toUpperCase() })).sha256).toBe(sha256);
  });
});
