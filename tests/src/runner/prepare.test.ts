import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { INNOCENT, codeOf, openRunner, string } from '../support/runners.js';

describe('prepare', () => {
  it('runs one source many times', async () => {
    const runner = openRunner({ pool: { max_hosts: 1 } });
    const codelet = await runner.prepare(INNOCENT);
    for (let n = 0; n < 5; n += 1)
      expect(await codelet.run({ input: n })).toMatchObject({ ok: true, value: n + 1 });
    codelet.dispose();
  });

  it('gives errors of the source as results of run', async () => {
    const runner = openRunner({ pool: { max_hosts: 1 } });
    const wrong = await runner.prepare(string('export const main = ('));
    expect(await wrong.run()).toMatchObject({ error: { code: 'SYNTAX_ERROR', location: { line: 1 } } });
    const denied = await runner.prepare(string('import "fs"; export const main = () => 1'));
    expect(codeOf(await denied.run())).toBe('POLICY_VIOLATION');
    const lost = await runner.prepare({ type: 'file', path: '/nowhere/at/all.js' });
    expect(codeOf(await lost.run())).toBe('INVALID_INPUT');
  });

  it('keeps the file as it was, with its name and export', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'codelets-prepare-'));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    const path = join(folder, 'kept.js');
    writeFileSync(path, 'export const other = () => { throw new Error("kept") }');
    const codelet = await openRunner({ pool: { max_hosts: 1 } }).prepare({
      type: 'file',
      path,
      export_name: 'other',
    });
    writeFileSync(path, 'export const other = () => "changed"');
    expect(await codelet.run()).toMatchObject({ error: { message: 'kept', location: { file: 'kept.js' } } });
  });

  it('keeps the text as it was', async () => {
    const source = string('export const main = () => 1');
    const codelet = await openRunner({ pool: { max_hosts: 1 } }).prepare(source);
    source.code = 'export const main = () => 2';
    expect((await codelet.run()).value).toBe(1);
  });

  it('runs with globals that only the run has', async () => {
    const codelet = await openRunner({ pool: { max_hosts: 1 } }).prepare(
      string('export const main = () => [process.mode, typeof process]'),
    );
    expect((await codelet.run({ globals: { process: { mode: 'given' } } })).value).toEqual([
      'given',
      'object',
    ]);
    expect(codeOf(await codelet.run())).toBe('POLICY_VIOLATION');
  });

  it('does not run when it or its runner is disposed', async () => {
    const runner = openRunner({ pool: { max_hosts: 1 } });
    const [first, second] = [await runner.prepare(INNOCENT), await runner.prepare(INNOCENT)];
    first.dispose();
    first.dispose();
    await expect(first.run()).rejects.toThrow(TypeError);
    expect((await second.run({ input: 1 })).value).toBe(2);
    await runner.dispose();
    await expect(second.run()).rejects.toThrow(/disposed/);
    await expect(runner.prepare(INNOCENT)).rejects.toThrow(/disposed/);
  });
});
