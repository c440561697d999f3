import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, it } from 'vitest';
import { runCli } from './support/spawn-cli.js';

const folder = mkdtempSync(join(tmpdir(), 'codelets-resume-'));
afterAll(() => rmSync(folder, { recursive: true }));
const put = (name: string, text: string): string => {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
};

symlinkSync(fileURLToPath(new URL('../node_modules', import.meta.url)), join(folder, 'node_modules'), 'junction'); // prettier-ignore
const sent = put('sent.txt', '');
const policy = put('policy.json', '{"version":1,"capabilities":{"boss":{"ask":{}},"mail":{"send":{}}}}');
const functions = put(
  'functions.mjs',
  `import { appendFileSync } from 'node:fs';
import { suspend } from '@codelets/runner';
export const boss = { ask: (args) => suspend(args) };
export const mail = { send: (text) => appendFileSync(${JSON.stringify(sent)}, text) };`,
);
const codelet = put(
  'pay.js',
  `export const main = async ({ amount }, { boss, mail }) => {
  await mail.send('asked;');
  const { approved } = await boss.ask({ amount });
  await mail.send('told;');
  return approved ? 'paid' : 'refused';
};`,
);

it('waits, is recorded and goes on, without calling anything twice', { timeout: 60_000 }, async () => {
  const key = put('key', 'a key of enough length\n');
  const waiting = join(folder, 'waiting.txt');
  const given = ['--policy', policy, '--capabilities', functions];
  const run = await runCli(['run', codelet, '-i', '{"amount":5}', ...given, '--continuation-key-file', key, '--save-continuation', waiting]); // prettier-ignore
  expect([run.code, run.stdout]).toEqual([75, '']);
  expect(run.stderr).toMatch(/^SUSPENDED [^]*payload: \{ amount: 5 \}/);
  const resume = (with_key: string) => runCli(['resume', waiting, '--answer', '{"approved":true}', ...given, '--continuation-key-file', with_key]); // prettier-ignore
  const refused = await resume(put('other', 'a key of another service'));
  expect([refused.code, refused.stderr.includes('was not signed')]).toEqual([2, true]);
  expect(await resume(key)).toMatchObject({ code: 0, stdout: '"paid"\n' });
  expect(readFileSync(sent, 'utf8')).toBe('asked;told;');

  const recording = join(folder, 'r.json');
  expect((await runCli(['record', codelet, '-i', '{"amount":5}', ...given, '--out', recording])).code).toBe(75); // prettier-ignore
  const replayed = await runCli(['replay', recording]);
  expect([replayed.code, /^same /m.test(replayed.stderr)]).toEqual([0, true]);
  expect(readFileSync(sent, 'utf8')).toBe('asked;told;asked;');
});
