import { mkdtempSync, rmSync, writeFileSync, mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createCodeletRunner, type CodeletRunner } from '@codelets/runner';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { string } from '../support/runners.js';

describe('sources', () => {
  let runner: CodeletRunner;
  const folder = mkdtempSync(join(tmpdir(), 'codelets-sources-'));
  beforeAll(() => {
    runner = createCodeletRunner({ pool: { max_hosts: 1 } });
  });
  afterAll(async () => {
    rmSync(folder, { recursive: true });
    await runner.dispose();
  });
  const write = (name: string, content: string | Buffer): string => {
    const path = join(folder, name);
    writeFileSync(path, content);
    return path;
  };

  it('a file runs as its text does, under its own name', async () => {
    const path = write(
      'rule.js',
      'export function main(n) {\n  if (n < 0) throw new Error("negative");\n  return n * 2;\n}',
    );
    expect(await runner.run({ type: 'file', path }, { input: 4 })).toMatchObject({ ok: true, value: 8 });
    const failed = await runner.run({ type: 'file', path }, { input: -1 });
    expect(failed.error).toMatchObject({ code: 'RUNTIME_ERROR', location: { file: 'rule.js', line: 2 } });
    expect(JSON.stringify(failed)).not.toContain(folder);
  });

  it('a file is read anew for every run', async () => {
    const path = write('changing.js', 'export const main = () => 1');
    expect((await runner.run({ type: 'file', path })).value).toBe(1);
    write('changing.js', 'export const main = () => 2');
    expect((await runner.run({ type: 'file', path })).value).toBe(2);
  });

  it('a file that cannot be read is INVALID_INPUT, without its path', async () => {
    mkdirSync(join(folder, 'sub'));
    for (const path of [join(folder, 'nowhere.js'), join(folder, 'sub'), 'a\0b', '', '/dev/null/x']) {
      const result = await runner.run({ type: 'file', path });
      expect(result.error?.code).toBe('INVALID_INPUT');
      expect(result.error?.message).not.toContain(folder);
    }
  });

  it('a device without an end is refused', async () => {
    const result = await runner.run({ type: 'file', path: '/dev/zero' });
    expect(result.error).toMatchObject({ code: 'INVALID_INPUT' });
  });

  it('max_source_bytes holds for text and files, in bytes', async () => {
    const code = 'export const main = () => "\u20ac"';
    const bytes = Buffer.byteLength(code);
    expect((await runner.run(string(code), { max_source_bytes: bytes })).value).toBe('\u20ac');
    expect((await runner.run(string(code), { max_source_bytes: bytes - 1 })).error?.code).toBe(
      'INVALID_INPUT',
    );
    const path = write('euro.js', code);
    expect((await runner.run({ type: 'file', path }, { max_source_bytes: bytes })).value).toBe('\u20ac');
    expect((await runner.run({ type: 'file', path }, { max_source_bytes: bytes - 1 })).error?.code).toBe(
      'INVALID_INPUT',
    );
  });

  it('a source of 1 MiB compiles and runs', async () => {
    const filler = '// '.padEnd(80, 'x') + '\n';
    const code = filler.repeat(12_000) + 'export const main = () => "big"';
    expect((await runner.run(string(code), { timeout_ms: 10_000 })).value).toBe('big');
  });

  it('a source that takes for ever to compile ends too', async () => {
    const started = performance.now();
    const result = await runner.run(
      string(`export const main = () => ${'('.repeat(300_000)}1${')'.repeat(300_000)}`),
    );
    expect(result.error?.code).toBe('SYNTAX_ERROR');
    expect(performance.now() - started).toBeLessThan(8000);
  });

  it('two sources with one text keep their own file names', async () => {
    const code = 'export const main = () => { throw new Error("x") }';
    const [a, b] = await Promise.all(
      ['a.js', 'b.js'].map((filename) => runner.run({ type: 'string', code, filename })),
    );
    expect([a!.error?.location?.file, b!.error?.location?.file]).toEqual(['a.js', 'b.js']);
  });

  it('a file name cannot forge frames or lines', async () => {
    const filename = 'x (/etc/passwd:1:1)\n    at evil.js';
    const { error } = await runner.run({
      type: 'string',
      code: 'export const main = () => { throw new Error("x") }',
      filename,
    });
    expect(error?.stack?.split('\n')).toHaveLength(2);
    expect(error?.location?.file).not.toMatch(/[\n()]/);
  });
});
