import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it, vi } from 'vitest';
import { EXAMPLES, runCli, spawnCli } from './support/spawn-cli.js';

vi.setConfig({ testTimeout: 30_000 });

const folder = mkdtempSync(join(tmpdir(), 'codelets-cli-'));
afterAll(() => rmSync(folder, { recursive: true }));

function codelet(name: string, code: string): string {
  const path = join(folder, name);
  writeFileSync(path, code);
  return path;
}

describe('examples', () => {
  it('hello.js', async () => {
    const { code, stdout, stderr } = await runCli([
      'run',
      join(EXAMPLES, 'hello.js'),
      '--input',
      '{"value":21}',
    ]);
    expect([code, stdout]).toEqual([0, '{\n  "result": 42\n}\n']);
    expect(stderr).toBe('info  Processing { value: 21 }\n');
  });

  it('logs.js', async () => {
    const { code, stdout, stderr } = await runCli(['run', join(EXAMPLES, 'logs.js')]);
    expect([code, stdout]).toEqual([0, '"logged"\n']);
    expect(stderr.split('\n').map((line) => line.slice(0, 6))).toEqual(
      ['log   ', 'debug ', 'info  ', '      ', '      ', 'warn  ', 'error ', ''], // prettier-ignore
    );
  });

  it('failure.js', async () => {
    const { code, stdout, stderr } = await runCli([
      'run',
      join(EXAMPLES, 'failure.js'),
      '--input',
      '{"user":null}',
    ]);
    expect([code, stdout]).toEqual([1, '']);
    expect(stderr).toContain('RUNTIME_ERROR Error: no greeting without a user\n  at failure.js:11:');
    expect(stderr).toMatch(/> 11 \| {5}throw new Error/);
    expect(stderr).toMatch(/caused by TypeError: .*\(failure\.js:4:/);
    expect(stderr).toContain('What to do: ');
  });

  it('transform.js', async () => {
    const input = `@${join(EXAMPLES, 'orders.json')}`;
    const argv = ['run', join(EXAMPLES, 'transform.js'), '--input', input, '--global', 'tax_rate=0.19'];
    const { code, stdout } = await runCli(argv);
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toEqual([
      { customer: 'Ada', net: 440, gross: 523.6 },
      { customer: 'Grace', net: 250, gross: 297.5 },
    ]);
  });

  it('endless.js', async () => {
    const { code, stdout, stderr } = await runCli(['run', join(EXAMPLES, 'endless.js'), '--timeout', '300']);
    expect([code, stdout]).toEqual([124, '']);
    expect(stderr).toContain('log   on my way\n');
    expect(stderr).toContain('TIMEOUT The codelet did not finish within 300 ms');
  });

  it('rich-values.js', async () => {
    const path = join(EXAMPLES, 'rich-values.js');
    const shown = await runCli(['run', path]);
    expect(shown.stdout).toContain('[Circular *1]');
    expect(shown.stdout).toContain('big: 18446744073709551616n');
    const { code, stdout } = await runCli(['run', path, '--json']);
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      ok: true,
      value: {
        tree: {
          $type: 'shared',
          value: { children: { $type: 'Map', entries: [['self', { $type: 'ref' }]] } },
        },
        when: { $type: 'Date', value: '1970-01-01T00:00:00.000Z' },
        bytes: { $type: 'Uint8Array', values: [1, 2, 3] },
        missing: { $type: 'undefined' },
      },
      logs: [],
      stats: { sandbox: 'vm2/process' },
    });
  });
});

describe('how a run ends', () => {
  it.each([
    ['a syntax error', 'export function main( {', 1, 'SYNTAX_ERROR'],
    ['an export that is not there', 'export const other = 1', 1, 'SYNTAX_ERROR'],
    ['something not granted', 'export const main = () => process.exit(0)', 1, 'POLICY_VIOLATION'],
    ['a result that cannot cross', 'export const main = () => ({ f() {} })', 1, 'INVALID_OUTPUT'],
  ])('%s', async (_name, code, expected, error) => {
    const ended = await runCli(['run', '-'], code);
    expect([ended.code, ended.stdout]).toEqual([expected, '']);
    expect(ended.stderr).toMatch(new RegExp(`^${error} `));
  });

  it('too much memory', async () => {
    const code = 'export const main = () => { const all = []; for (;;) all.push(new Array(1e5).fill(1.5)); }';
    const ended = await runCli(['run', '-', '--memory', '32', '--timeout', '20000'], code);
    expect(ended.stderr).toMatch(/^MEMORY_LIMIT /);
    expect(ended.code).toBe(137);
  });

  it('in a thread', async () => {
    const ended = await runCli(
      ['run', '-', '--isolation', 'thread', '--json'],
      'export const main = () => 1',
    );
    expect(ended.code).toBe(0);
    expect(JSON.parse(ended.stdout)).toMatchObject({ value: 1, stats: { sandbox: 'vm2/thread' } });
  });

  it('a limit that a thread does not have', async () => {
    const ended = await runCli(
      ['run', '-', '--isolation', 'thread', '--memory', '32'],
      'export const main = () => 1',
    );
    expect(ended.stderr).toMatch(/^UNSUPPORTED /);
    expect(ended.code).toBe(3);
  });

  it('an isolation that vm2 refuses', async () => {
    const ended = await runCli(['run', '-', '--isolation', 'inline'], 'export const main = () => 1');
    expect(ended.stderr).toMatch(/^error: .*inline/);
    expect(ended.code).toBe(2);
  });

  it('a global that exists already', async () => {
    const ended = await runCli(['run', '-', '--global', 'console=1'], 'export const main = () => 1');
    expect(ended.stderr).toMatch(/^error: .*console/);
    expect(ended.code).toBe(2);
  });

  it.each([['SIGINT', 130], ['SIGTERM', 143]] as const)('%s', async (signal, expected) => {
    const path = codelet('loop.js', 'export const main = () => { console.log("looping"); for (;;); }');
    const { child, output, ended } = spawnCli(['run', path, '--timeout', '60000']);
    await vi.waitFor(() => expect(output.stderr).toContain('looping'), { timeout: 20_000 });
    const asked = Date.now();
    child.kill(signal);
    expect((await ended).code).toBe(expected);
    expect(Date.now() - asked).toBeLessThan(5000);
  }); // prettier-ignore

  it('SIGINT while it waits for standard input', async () => {
    const { child, ended } = spawnCli(['run', '-']);
    await new Promise((resolve) => setTimeout(resolve, 700));
    child.kill('SIGINT');
    expect((await ended).code).toBe(130);
  });
});

describe('output', () => {
  it('is whole, however large and however slowly it is read', async () => {
    const path = codelet('large.js', 'export const main = () => "x".repeat(900_000)');
    const { child, ended } = spawnCli(['run', path]);
    child.stdout.pause();
    setTimeout(() => child.stdout.resume(), 1500);
    const { code, stdout } = await ended;
    expect([code, stdout.length]).toEqual([0, 900_003]);
  });

  it('may be cut short by its reader', async () => {
    const path = codelet('large.js', 'export const main = () => "x".repeat(900_000)');
    const { child, ended } = spawnCli(['run', path]);
    child.stdout.destroy();
    const { code, stderr } = await ended;
    expect([code, stderr]).toEqual([0, '']);
  });

  it('streams logs while the codelet runs', async () => {
    const path = codelet('slow.js', 'export const main = () => { console.log("now"); for (;;); }');
    const { child, output, ended } = spawnCli(['run', path, '--timeout', '60000']);
    await vi.waitFor(() => expect(output.stderr).toBe('log   now\n'), { timeout: 20_000 });
    child.kill('SIGINT');
    await ended;
  });

  it('takes no escape sequence from a codelet, nor a line', async () => {
    const evil = String.raw`\u001b]0;owned\u0007\u001b[2J\r\nerror forged\u009b31m`;
    const code = `export const main = () => { console.log("${evil}"); throw new TypeError("${evil}"); }`;
    const { stderr } = await runCli(['run', '-'], code);
    expect(stderr).not.toMatch(/[^\P{Cc}\n]/u);
    expect(stderr.split('\n').filter((line) => /^\S/.test(line))).toEqual([
      String.raw`log   \x1b]0;owned\x07\x1b[2J`,
      String.raw`RUNTIME_ERROR TypeError: \x1b]0;owned\x07\x1b[2J`,
    ]);
  });

  it('has colour when it is forced', async () => {
    const { child, ended } = spawnCli(['run', '-'], { FORCE_COLOR: '1' });
    child.stdin.end('export const main = () => { console.warn("careful"); return 1 }');
    const { stdout, stderr } = await ended;
    expect([stdout, stderr]).toEqual(['1\n', '\u001b[33mwarn \u001b[39m careful\n']);
  });
});

it('--watch runs again when a file changes, and ends with ctrl-c', async () => {
  const path = codelet('watched.js', 'export const main = (n) => n + 1');
  const input = codelet('watched.json', '1');
  const { child, output, ended } = spawnCli(['run', path, '--input', `@${input}`, '--watch']);
  const sees = (stdout: string) => vi.waitFor(() => expect(output.stdout).toBe(stdout), { timeout: 15_000 });
  await sees('2\n');
  writeFileSync(input, '10');
  await sees('2\n11\n');
  writeFileSync(path, 'export const main = () => { for (;;); }');
  await vi.waitFor(() => expect(output.stderr).toContain('TIMEOUT'), { timeout: 15_000 });
  writeFileSync(path, 'export const main = (n) => n * 2');
  await sees('2\n11\n20\n');
  expect(output.stderr).toMatch(/^-- \d\d:\d\d:\d\d watched\.json changed -+$/m);
  child.kill('SIGINT');
  const { code } = await ended;
  expect(code).toBe(130);
});
