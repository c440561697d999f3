import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, expect, it } from 'vitest';
import { EXIT } from '../src/exit-codes.js';
import { CLI } from './support/spawn-cli.js';

const README = readFileSync(new URL('../README.md', import.meta.url), 'utf8');
const folder = mkdtempSync(join(tmpdir(), 'codelets-readme-'));
afterAll(() => rmSync(folder, { recursive: true }));

const commands = block('sh', 'Use')
  .split('\n')
  .filter((line) => line !== '' && !line.includes('--watch'));

/** The first block of a language after a heading. */
function block(language: string, heading: string): string {
  const section = README.slice(README.indexOf(`## ${heading}`));
  const [, text] = new RegExp(`\`\`\`${language}\n(.*?)\`\`\``, 's').exec(section) ?? [];
  return text ?? '';
}

it('has commands that work', { timeout: 60_000 }, async () => {
  expect(commands.length).toBeGreaterThan(5);
  writeFileSync(join(folder, 'hello.js'), block('js', 'Use'));
  writeFileSync(join(folder, 'order.json'), '{"value": 21}');
  symlinkSync(CLI, join(folder, 'codelets'));
  const PATH = [folder, dirname(process.execPath), process.env.PATH].join(delimiter);
  for (const command of commands) {
    const { stdout } = await promisify(execFile)('sh', ['-c', command], { cwd: folder, env: { PATH } });
    expect(stdout, command).toMatch(command.includes('--export half') ? /^10\.5$/m : /\b42\b/);
  }
});

it('has commands that work for what a codelet is given', { timeout: 60_000 }, async () => {
  const heading = 'What a codelet is given';
  const project = join(folder, 'given');
  mkdirSync(join(project, 'lib'), { recursive: true });
  writeFileSync(join(project, 'tool.js'), block('js', heading));
  writeFileSync(join(project, 'lib/vat.js'), 'export const withVat = (net) => net * 1.25;');
  writeFileSync(
    join(project, 'policy.json'),
    '{"version":1,"capabilities":{"orders":{"find":{}}},"env":{"REGION":"eu"}}',
  );
  writeFileSync(join(project, 'functions.mjs'), 'export const orders = { find: async () => ({ net: 40 }) };');
  const PATH = [folder, dirname(process.execPath), process.env.PATH].join(delimiter);
  for (const command of block('sh', heading).trim().split('\n')) {
    const { stdout } = await promisify(execFile)('sh', ['-c', command], { cwd: project, env: { PATH } });
    expect(JSON.parse(stdout), command).toEqual({ id: 42, region: 'eu', gross: 50 });
  }
});

it('has a table of all exit codes', () => {
  for (const code of Object.values(EXIT)) expect(README).toMatch(new RegExp(`^\\| ${code}[ ,]`, 'm'));
});
