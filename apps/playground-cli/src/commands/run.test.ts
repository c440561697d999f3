import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import type { CodeletErrorCode, SandboxAdapter } from '@codelets/core';
import { afterAll, describe, expect, it, vi } from 'vitest';
import { BASE, fakeCommand, log, STATS, type Call } from '../../test/support/fake-context.js';
import { Interrupted, SandboxNotInstalledError } from '../failures.js';
import type { CreateSandbox } from '../run/sandboxes.js';

const folder = mkdtempSync(join(tmpdir(), 'codelets-run-'));
const file = join(folder, 'codelet.js');
const input_file = join(folder, 'input.json');
writeFileSync(file, 'export const main = (x) => x');
writeFileSync(input_file, '\uFEFF{"from": "file"}');
afterAll(() => rmSync(folder, { recursive: true }));

const fail = (code: CodeletErrorCode) => () => ({
  ...BASE,
  ok: false as const,
  error: { code, message: 'told' },
});

describe('what a run is given', () => {
  it('passes the file and nothing that was not asked for', async () => {
    const { call, calls, state } = fakeCommand();
    expect((await call('run', file)).code).toBe(0);
    expect(Object.keys(state.created[0] ?? {}).sort()).toEqual(['pool', 'sandbox']);
    expect(calls[0]?.source).toEqual({ type: 'file', path: file });
    expect(Object.keys(calls[0]?.options ?? {}).sort()).toEqual(['on_log', 'signal']);
  });

  it('passes every option on', async () => {
    const limits = ['--timeout', '50', '--memory', '32'];
    const globals = ['rate=0.2', 'name=Ada', 'eq=a=b', '__proto__={"x":1}'].flatMap((each) => [
      '--global',
      each,
    ]);
    const argv = ['run', file, '--input', '{"a":1}', '--export', 'other', ...limits, ...globals];
    const { call, calls, state } = fakeCommand();
    await call(...argv);
    expect(calls[0]?.source).toEqual({ type: 'file', path: file, export_name: 'other' });
    expect(calls[0]?.options).toMatchObject({ input: { a: 1 } });
    expect(state.created[0]).toMatchObject({ timeout_ms: 50, memory_mb: 32, sandbox: { name: 'vm2' } });
    expect(Object.entries(state.created[0]?.globals ?? {})).toEqual([
      ['rate', 0.2],
      ['name', 'Ada'],
      ['eq', 'a=b'],
      ['__proto__', { x: 1 }],
    ]);
  });

  it.each([
    ['a file', ['run', file, '--input', `@${input_file}`], '', { from: 'file' }],
    ['standard input', ['run', file, '--input', '-'], '[1, 2]', [1, 2]],
    ['null', ['run', file, '--input', 'null'], '', null],
  ])('reads the input from %s', async (_name, argv, stdin, expected) => {
    const { calls } = await fakeCommand({ stdin }).call(...argv);
    expect(calls[0]?.options.input).toEqual(expected);
  });

  it('reads the codelet from standard input', async () => {
    const { calls } = await fakeCommand({ stdin: 'export const main = 1' }).call('run', '-');
    expect(calls[0]?.source).toEqual({ type: 'string', code: 'export const main = 1', filename: 'stdin.js' });
  });

  it('makes the sandbox with the isolation that was asked for', async () => {
    const factory = vi.fn<CreateSandbox>(() => ({}) as SandboxAdapter);
    const loadSandbox = vi.fn<(name: string) => Promise<CreateSandbox>>(async () => factory);
    await fakeCommand({ context: { loadSandbox } }).call(
      'run',
      file,
      '--sandbox',
      'quickjs',
      '--isolation',
      'thread',
    );
    expect(loadSandbox).toHaveBeenCalledWith('quickjs');
    expect(factory).toHaveBeenCalledWith({ isolation: 'thread' });
    await fakeCommand({ context: { loadSandbox } }).call('run', file);
    expect(loadSandbox).toHaveBeenLastCalledWith('vm2');
    expect(factory).toHaveBeenLastCalledWith({});
  });

  it('tells the sandbox that the codelet is trusted where that asks for it, and nowhere else', async () => {
    const factory = vi.fn<CreateSandbox>(() => ({}) as SandboxAdapter);
    const command = fakeCommand({ context: { loadSandbox: async () => factory } });
    await command.call('run', file, '--trust', '--sandbox', 'node-vm');
    expect(factory).toHaveBeenLastCalledWith({ trust: 'trusted' });
    await command.call('run', file, '--trust', '--sandbox', 'quickjs', '--isolation', 'inline');
    expect(factory).toHaveBeenLastCalledWith({ isolation: 'inline', trust: 'trusted' });
    for (const sandbox of ['vm2', 'quickjs']) {
      await command.call('run', file, '--trust', '--sandbox', sandbox);
      expect(factory).toHaveBeenLastCalledWith({});
    }
  });
});

describe('what a run prints', () => {
  const run = ({ options }: Call) => {
    options.on_log(log('working'));
    return { ...BASE, ok: true as const, value: { n: 1 }, stats: { ...STATS, logs_dropped: 2 } };
  };

  it('the value on stdout, the logs on stderr', async () => {
    const { stdout, stderr } = await fakeCommand({ run }).call('run', file);
    expect(stdout).toBe('{\n  "n": 1\n}\n');
    expect(stderr).toBe('info  working\n2 more logs were dropped: over the cap\n');
  });

  it('the logs while the codelet still runs', async () => {
    const command = fakeCommand({
      run: async (call) => {
        call.options.on_log(log('now'));
        expect(command.stderr.text).toBe('info  now\n');
        return run(call);
      },
    });
    expect((await command.call('run', file)).code).toBe(0);
  });

  it('colours on a terminal, not with NO_COLOR', async () => {
    expect((await fakeCommand({ run, terminal: true }).call('run', file)).stderr).toContain('\u001b[36minfo');
    const env = { NO_COLOR: '1' };
    expect((await fakeCommand({ run, terminal: true, env }).call('run', file)).stderr).not.toContain(
      '\u001b',
    );
  });

  it('the whole result with --json', async () => {
    const { stdout, code } = await fakeCommand({ run: () => ({ ...BASE, ok: true, value: undefined }) }).call(
      'run',
      file,
      '--json',
    );
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toEqual({
      ok: true,
      value: { $type: 'undefined' },
      logs: [],
      duration_ms: 1,
      stats: STATS,
    });
  });

  it('a failure with --json, on stderr as well', async () => {
    const run = () => ({
      ...BASE,
      ok: false as const,
      error: { code: 'TIMEOUT' as const, message: 'late', cause: undefined, details: { limit: new Date(0) } },
    });
    const { stdout, stderr, code } = await fakeCommand({ run }).call('run', file, '--json');
    expect(code).toBe(124);
    expect(JSON.parse(stdout)).toMatchObject({
      ok: false,
      error: { code: 'TIMEOUT', message: 'late', details: { limit: { $type: 'Date' } } },
    });
    expect(Object.keys(JSON.parse(stdout).error)).not.toContain('cause');
    expect(stderr).toContain('TIMEOUT late');
  });

  it('nothing on stdout when it failed', async () => {
    const { stdout, stderr } = await fakeCommand({ run: fail('RUNTIME_ERROR') }).call('run', file);
    expect(stdout).toBe('');
    expect(stderr).toContain('RUNTIME_ERROR told');
  });
});

describe('how it ends', () => {
  it.each([
    ['RUNTIME_ERROR', 1],
    ['POLICY_VIOLATION', 1],
    ['INVALID_INPUT', 2],
    ['UNSUPPORTED', 3],
    ['SANDBOX_CRASHED', 3],
    ['QUEUE_FULL', 3],
    ['TIMEOUT', 124],
    ['MEMORY_LIMIT', 137],
  ] as const)('%s is exit code %i', async (error, expected) => {
    expect((await fakeCommand({ run: fail(error) }).call('run', file)).code).toBe(expected);
  });

  it('disposes the runner, also when a run throws', async () => {
    const command = fakeCommand({
      run: () => {
        throw new Error('broken');
      },
    });
    const { code, stderr } = await command.call('run', file);
    expect(code).toBe(3);
    expect(stderr).toContain('broken');
    expect(command.state.disposed).toBe(1);
  });

  it('tells what the runner or the adapter refuses as a usage error', async () => {
    const refuse = () => {
      throw new TypeError('globals.f must be data');
    };
    expect(await fakeCommand({ run: refuse }).call('run', file)).toMatchObject({
      code: 2,
      stderr: 'error: globals.f must be data\n',
    });
    const loadSandbox = async () => refuse;
    expect((await fakeCommand({ context: { loadSandbox } }).call('run', file)).code).toBe(2);
  });

  it('prints what to install and ends with 3', async () => {
    const loadSandbox = async () => {
      throw new SandboxNotInstalledError('npm install it');
    };
    const { code, stderr } = await fakeCommand({ context: { loadSandbox } }).call('run', file);
    expect([code, stderr]).toEqual([3, 'error: npm install it\n']);
  });

  it('aborts the run when it is interrupted', async () => {
    const command = fakeCommand({
      run: async ({ options }) => {
        command.interrupt.abort(new Interrupted(130));
        expect(options.signal.aborted).toBe(true);
        return fail('ABORTED')();
      },
    });
    expect(await command.call('run', file)).toMatchObject({ code: 130, stderr: 'interrupted\n' });
    expect(command.state.disposed).toBe(1);
  });

  it('does not wait for an endless standard input when it is interrupted', async () => {
    const stdin = new PassThrough();
    const command = fakeCommand({ context: { stdin } });
    const ending = command.call('run', '-');
    setTimeout(() => command.interrupt.abort(new Interrupted(143)), 20);
    expect((await ending).code).toBe(143);
    expect(command.state.created).toEqual([]);
  });
});

describe('usage errors', () => {
  it.each([
    ['an unknown command', ['rnu'], 'Did you mean run'],
    ['an unknown option', ['run', file, '--tiemout', '3'], 'Did you mean --timeout'],
    ['no command', [], 'Usage: codelets'],
    ['no file', ['run'], "missing required argument 'file'"],
    ['two files', ['run', file, file], 'too many arguments'],
    ['a missing file', ['run', join(folder, 'none.js')], 'there is no such file'],
    ['a directory', ['run', folder], 'it is a directory'],
    ['a timeout in words', ['run', file, '--timeout', 'abc'], '--timeout <ms>'],
    ['a timeout of nothing', ['run', file, '--timeout', ''], '--timeout <ms>'],
    ['a timeout with a unit', ['run', file, '--timeout', '5s'], '--timeout <ms>'],
    ['no timeout', ['run', file, '--timeout'], '--timeout <ms>'],
    ['a timeout of 0', ['run', file, '--timeout', '0'], 'from 1 to 2147483647'],
    ['a negative timeout', ['run', file, '--timeout', '-5'], '--timeout <ms>'],
    ['a fraction', ['run', file, '--memory', '1.5'], '--memory <mb>'],
    ['too much memory', ['run', file, '--memory', '65537'], 'from 1 to 65536'],
    ['an unknown sandbox', ['run', file, '--sandbox', 'vm3'], 'Allowed choices are vm2'],
    ['an unknown isolation', ['run', file, '--isolation', 'none'], 'Allowed choices are process'],
    ['input that is no JSON', ['run', file, '--input', '{value: 21}'], '--input is not JSON'],
    ['empty input', ['run', file, '--input', ''], '--input is not JSON'],
    ['empty standard input', ['run', file, '--input', '-'], 'standard input is not JSON'],
    ['a missing input file', ['run', file, '--input', '@none.json'], '--input: cannot read none.json'],
    ['an input file without a name', ['run', file, '--input', '@'], 'a file name has to follow'],
    ['an input file that is no JSON', ['run', file, '--input', `@${file}`], 'is not JSON'],
    ['a global without a value', ['run', file, '--global', 'key'], 'key=value'],
    ['a global without a key', ['run', file, '--global', '=1'], 'key=value'],
    ['an export without a name', ['run', file, '--export', ''], '--export <name>'],
    ['node:vm without trust', ['run', '-', '--sandbox', 'node-vm'], '--sandbox node-vm needs --trust'],
    [
      'quickjs inline without trust',
      ['run', '-', '--sandbox', 'quickjs', '--isolation', 'inline'],
      'inline needs --trust',
    ],
    ['- twice', ['run', '-', '--input', '-'], 'only one of FILE, --input and --policy'],
    ['watching standard input', ['run', '-', '--watch'], '--watch needs a FILE'],
    ['watching what is not there', ['run', join(folder, 'none.js'), '--watch'], 'there is no such file'],
  ])('%s', async (_name, argv, expected) => {
    const command = fakeCommand();
    const { code, stdout, stderr } = await command.call(...argv);
    expect(stderr).toContain(expected);
    expect([code, stdout]).toEqual([2, '']);
    // Nothing was started for it.
    expect(command.state.created).toEqual([]);
  });

  it('neutralises what it quotes', async () => {
    const { stderr } = await fakeCommand().call('run', file, '--timeout', '\u001b[2J');
    expect(stderr).not.toContain('\u001b');
  });
});

describe('help', () => {
  it.each([[['--help']], [['run', '--help']], [['help', 'run']]])('%j has examples', async (argv) => {
    const { code, stdout } = await fakeCommand().call(...argv);
    expect(code).toBe(0);
    expect(stdout).toContain('Examples:\n  codelets run');
  });

  it('prints the version', async () => {
    const { code, stdout } = await fakeCommand().call('--version');
    expect([code, stdout]).toEqual([0, expect.stringMatching(/^\d+\.\d+\.\d+\S*\n$/)]);
  });
});
