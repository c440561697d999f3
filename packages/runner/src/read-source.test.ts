import { mkdtempSync, rmSync, writeFileSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { defaultLimits } from '@codelets/core';
import { checkSource, readSource } from './read-source.js';
import type { CodeletSource } from './types.js';

const folder = mkdtempSync(join(tmpdir(), 'codelets-read-'));
afterAll(() => rmSync(folder, { recursive: true }));

const file = (name: string, content: string | Uint8Array): string => {
  writeFileSync(join(folder, name), content);
  return join(folder, name);
};
const read = (source: CodeletSource, max_source_bytes = 100) =>
  readSource(source, { ...defaultLimits(), max_source_bytes });
const readFile = (path: string, maximum?: number) => read({ type: 'file', path }, maximum);

describe('a source', () => {
  it.each<[unknown, string]>([
    [undefined, 'source must be an object, got a value of type undefined'],
    [null, 'source must be an object, got null'],
    ['code', 'source must be an object, got a value of type string'],
    [[], 'source must be an object, got an array'],
    [{}, 'source.type must be'],
    [{ type: 'url' }, 'source.type must be "string", "file" or "modules", got "url"'],
    [{ type: 'string' }, 'source.code must be a string'],
    [{ type: 'string', code: 5 }, 'source.code must be a string'],
    [{ type: 'string', code: Buffer.from('x') }, 'source.code must be a string'],
    [
      { type: 'string', code: '', path: 'x' },
      'source does not know the option "path"; it has type, export_name, code, filename, language',
    ],
    [{ type: 'string', code: '', file: 'x' }, 'source does not know the option "file"'],
    [{ type: 'string', code: '', filename: 5 }, 'source.filename must be a string'],
    [{ type: 'string', code: '', export_name: 5 }, 'source.export_name must be a string'],
    [{ type: 'string', code: '', export_name: '' }, 'source.export_name must not be empty'],
    [{ type: 'file' }, 'source.path must be a string'],
    [{ type: 'file', path: new URL('file:///x') }, 'source.path must be a string'],
    [{ type: 'string', code: '', language: 'tsx' }, 'source.language must be "js" or "ts", got "tsx"'],
    [{ type: 'modules', modules: {} }, 'source.entry must be a string'],
    [{ type: 'modules', entry: './a.js' }, 'source.modules must be an object'],
    [
      { type: 'modules', entry: './a.js', modules: { './b.js': '' } },
      'source.entry must be one of source.modules',
    ],
    [{ type: 'modules', entry: 'toString', modules: {} }, 'source.entry must be one of source.modules'],
    [
      { type: 'modules', entry: './a.js', modules: { './a.js': 5 } },
      'source.modules["./a.js"] must be a string',
    ],
    [{ type: 'constructor', code: '' }, 'source.type must be'],
    [{ type: 'file', path: 'x', filename: 'y' }, 'source does not know the option "filename"'],
  ])('%j is a mistake that is named', (source, message) => {
    expect(() => checkSource(source)).toThrow(TypeError);
    expect(() => checkSource(source)).toThrow(message);
  });

  it('of text is what it says', async () => {
    expect(await read({ type: 'string', code: 'x' })).toEqual({
      ok: true,
      source: { filename: 'codelet.js', code: 'x' },
      language: 'js',
    });
  });

  it.each([
    [{ language: 'ts' }, 'codelet.ts', 'ts'],
    [{ filename: 'a.mts' }, 'a.mts', 'ts'],
    [{ filename: 'a.ts', language: 'js' }, 'a.ts', 'js'],
    [{ filename: 'a.d.js' }, 'a.d.js', 'js'],
  ] as const)('%j is called %s and in %s', async (given, filename, language) => {
    const source = { type: 'string', code: 'x', ...given } as const;
    expect(await read(source)).toMatchObject({ source: { filename }, language });
  });

  it('of several files is named as its entry, and has one cap for all', async () => {
    const modules = { './lib/a.js': '€', './main.ts': '12' };
    const source = { type: 'modules', entry: './main.ts', modules } as const;
    expect(await read(source)).toEqual({
      ok: true,
      source: { filename: 'main.ts', code: '12' },
      language: 'ts',
      modules: { entry: './main.ts', modules },
    });
    // Their paths are counted, too.
    expect(await read(source, 24)).toMatchObject({ ok: true });
    expect(await read(source, 23)).toMatchObject({ ok: false, error: { code: 'INVALID_INPUT' } });
  });

  it.each([['a.js', 'a.js'], ['', 'codelet.js'], ['/etc/a.js', '/etc/a.js'], ['a\n    at x (y:1:2)', 'a_    at x _y_1_2_'], ['a\u2028\u001b[31m', 'a__[31m'], ['codelets:prelude', 'codelets_prelude']])(
    'named %j is shown as %j',
    async (filename, shown) => {
      expect(await read({ type: 'string', code: '', filename })).toMatchObject({ source: { filename: shown } });
    },
  ); // prettier-ignore

  it('has a name that stays short', async () => {
    const { source } = (await read({ type: 'string', code: '', filename: 'x'.repeat(5000) })) as {
      source: { filename: string };
    };
    expect(source.filename).toHaveLength(256);
  });

  it('has a cap in bytes, text and file alike', async () => {
    const tooLarge = {
      ok: false,
      error: { code: 'INVALID_INPUT', details: { limit: 'max_source_bytes', limit_value: 9 } },
    };
    expect(await read({ type: 'string', code: '€€€' }, 9)).toMatchObject({ ok: true });
    expect(await read({ type: 'string', code: '€€€x' }, 9)).toMatchObject(tooLarge);
    const [fits, not] = [file('fits.js', '€€€'), file('not.js', '€€€x')];
    expect(await readFile(fits, 9)).toEqual({
      ok: true,
      source: { filename: 'fits.js', code: '€€€' },
      language: 'js',
    });
    expect(await readFile(not, 9)).toMatchObject(tooLarge);
    expect(await readFile(file('empty.js', ''), 9)).toMatchObject({ ok: true, source: { code: '' } });
  });
});

describe('a file', () => {
  it.each<[string, () => string]>([
    ['that is not there', () => join(folder, 'missing.js')],
    ['that is a folder', () => folder],
    ['with a NUL in its name', () => 'a\0b'],
    ['without a name', () => ''],
    ['below a file', () => join(file('plain.js', ''), 'x')],
    ['with a name that is too long', () => join(folder, 'x'.repeat(5000))],
    ['that is a link to itself', () => (symlinkSync('loop', join(folder, 'loop')), join(folder, 'loop'))],
    ['that is a device', () => '/dev/zero'],
  ])('%s is a result, not an exception, and shows no path', async (_, path) => {
    const result = await readFile(path());
    expect(result).toMatchObject({ ok: false, error: { code: 'INVALID_INPUT' } });
    expect(JSON.stringify(result)).not.toContain(folder);
  });

  it('is read anew each time', async () => {
    const path = file('changing.js', 'one');
    await readFile(path);
    writeFileSync(path, 'two');
    expect(await readFile(path)).toMatchObject({ source: { code: 'two' } });
  });

  it('that is no UTF-8 is read with marks in its place', async () => {
    expect(await readFile(file('latin.js', Uint8Array.of(0x61, 0xff, 0x62)))).toMatchObject({
      source: { code: 'a\ufffdb' },
    });
  });
});
