import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs'; // prettier-ignore
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { BASE, fakeCommand, log, type Call } from '../../test/support/fake-context.js';
import { failedWith, recordingOf } from '../../test/support/recordings.js';

const folder = mkdtempSync(join(tmpdir(), 'codelets-record-'));
const file = join(folder, 'codelet.js');
const out = join(folder, 'out');
const recording_file = join(out, 'r.json');
afterAll(() => rmSync(folder, { recursive: true }));
beforeEach(() => {
  rmSync(out, { recursive: true, force: true });
  mkdirSync(out);
  writeFileSync(file, 'export const main = (x) => x');
});

const recording = recordingOf();
const run = () => ({ ...BASE, ok: true as const, value: 42, recording });

describe('codelets record', () => {
  it('runs as run does, and writes the recording for its owner alone', async () => {
    const command = fakeCommand({
      run: ({ options }: Call) => {
        options.on_log(log('working'));
        return run();
      },
    });
    const { code, stdout, stderr, calls } = await command.call('record', file, '--input', '1', '--out', recording_file); // prettier-ignore
    expect([code, stdout]).toEqual([0, '42\n']);
    expect(stderr).toBe(
      `info  working\nrecorded in ${recording_file}: it holds the source, the input, env and all answers in clear\n`,
    );
    expect(calls[0]?.options).toMatchObject({ input: 1, record: true });
    const text = readFileSync(recording_file, 'utf8');
    expect(JSON.parse(text)).toEqual(recording);
    expect(text).toContain('\n  "sandbox"');
    expect(readdirSync(out)).toEqual(['r.json']);
  });

  it.runIf(process.platform !== 'win32')('replaces a file, and never writes into it or through a link', async () => {
    const victim = join(folder, 'victim');
    writeFileSync(victim, 'mine', { mode: 0o644 });
    symlinkSync(victim, recording_file);
    await fakeCommand({ run }).call('record', file, '--out', recording_file);
    expect(readFileSync(victim, 'utf8')).toBe('mine');
    expect(statSync(recording_file).mode & 0o777).toBe(0o600);
  }); // prettier-ignore

  it('records what failed, with the exit code of run', async () => {
    const error = { code: 'TIMEOUT' as const, message: 'late' };
    const failed = () => ({ ...BASE, ok: false as const, error, recording: recordingOf({ result: failedWith('TIMEOUT', 'late') }) }); // prettier-ignore
    const { code, stderr } = await fakeCommand({ run: failed }).call('record', file, '-o', recording_file);
    expect(code).toBe(124);
    expect(stderr).toMatch(/^TIMEOUT late/);
    expect(readdirSync(out)).toEqual(['r.json']);
  });

  it('says so when there is nothing to record, and leaves nothing behind', async () => {
    const error = { code: 'SYNTAX_ERROR' as const, message: 'told' };
    const failed = () => ({ ...BASE, ok: false as const, error });
    const { code, stderr } = await fakeCommand({ run: failed }).call('record', file, '-o', recording_file);
    expect([code, readdirSync(out)]).toEqual([1, []]);
    expect(stderr).toContain('nothing was recorded: the run ended before it began (SYNTAX_ERROR)');
  });

  it('leaves nothing behind when the runner throws', async () => {
    const broken = () => {
      throw new Error('broken');
    };
    expect((await fakeCommand({ run: broken }).call('record', file, '-o', recording_file)).code).toBe(3);
    expect(readdirSync(out)).toEqual([]);
  });

  it('writes nothing of it that moves a cursor', async () => {
    const evil = () => ({ ...run(), recording: recordingOf({ node: '\u009b31m\u202e' }) });
    await fakeCommand({ run: evil }).call('record', file, '--out', recording_file);
    expect(readFileSync(recording_file, 'utf8')).not.toMatch(/[\u0080-\u009f\u202e]/);
    expect(JSON.parse(readFileSync(recording_file, 'utf8')).node).toBe('\u009b31m\u202e');
  });
});

describe('--test', () => {
  const test = join(out, 'r.test.js');
  const record = (from: () => ReturnType<typeof run>, ...flags: string[]) =>
    fakeCommand({ run: from }).call('record', file, '--out', recording_file, '--test', test, ...flags);

  it('writes a test that reads the recording beside it', async () => {
    expect((await record(run)).code).toBe(0);
    const text = readFileSync(test, 'utf8');
    expect(text).toContain('new URL("./r.json", import.meta.url)');
    expect(text).toContain('it("hello.js returns what was recorded"');
    expect(text).toContain('expect(result.value).toEqual(42);');
    expect(text).toContain('createCodeletRunner();');
  });

  it('makes its own test again, and leaves that of somebody else alone', async () => {
    await record(run);
    expect((await record(run)).code).toBe(0);
    writeFileSync(test, 'mine');
    const { code, stdout, stderr } = await record(run);
    expect([code, stdout, readFileSync(test, 'utf8')]).toEqual([2, '', 'mine']);
    expect(stderr).toContain('is there already, and was not made by this command');
  });

  it.each([
    ['quickjs/inline', "import { quickjs } from '@codelets/sandbox-quickjs';", "{ sandbox: quickjs({ isolation: 'inline', trust: 'trusted' }) }"],
    ['vm2/thread', "import { vm2 } from '@codelets/sandbox-vm2';", "{ sandbox: vm2({ isolation: 'thread' }) }"],
  ])('names the sandbox %s', async (sandbox, imported, made) => {
    await record(() => ({ ...run(), recording: recordingOf({ sandbox }) }));
    const text = readFileSync(test, 'utf8');
    expect(text).toContain(imported);
    expect(text).toContain(`createCodeletRunner(${made})`);
  }); // prettier-ignore

  it('grants the packages of the policy again', async () => {
    const policy = join(folder, 'policy.json');
    writeFileSync(policy, JSON.stringify({ version: 1, modules: { lodash: 'lodash' } }));
    const modules = [{ specifier: 'lodash', hash: 'a'.repeat(64) }];
    await record(() => ({ ...run(), recording: recordingOf({ modules }) }), '--policy', policy);
    expect(readFileSync(test, 'utf8')).toContain('{ policy: { modules: {"lodash":"lodash"} } }');
  });

  it('lets nothing of a codelet become code', async () => {
    const evil = '"); process.exit(1); //\n`${x}`\u2028';
    const source = { ...recordingOf().source, filename: evil } as ReturnType<typeof recordingOf>['source'];
    await record(() => ({ ...run(), recording: recordingOf({ source, result: failedWith('RUNTIME_ERROR', evil) }) })); // prettier-ignore
    const text = readFileSync(test, 'utf8');
    expect(text).toContain(String.raw`toBe("\"); process.exit(1); //\n` + '`${x}`' + String.raw`\u2028")`);
    expect(text.split('\n').filter((line) => line.includes('process.exit'))).toHaveLength(2);
    expect(text).toContain(String.raw`it("\"); process.exit(1); //`);
  });
});

it.each([
  ['no --out', ['record', file], 'required option'],
  ['a folder that is not there', ['record', file, '--out', join(out, 'none/r.json')], '--out: cannot write'],
  ['a folder for a file', ['record', file, '--out', folder], 'it is a directory'],
  ['a test in no folder', ['record', file, '-o', recording_file, '--test', join(out, 'none/t.js')], '--test: there is no folder'],
  ['a policy that cannot be read again', ['record', file, '-o', recording_file, '--test', join(out, 't.js'), '-p', '-'], '--test needs --policy to be a file'],
])('usage error: %s', async (_name, argv, expected) => {
  const command = fakeCommand({ run });
  const { code, stderr } = await command.call(...argv);
  expect(stderr).toContain(expected);
  expect([code, command.state.created, readdirSync(out)]).toEqual([2, [], []]);
}); // prettier-ignore
