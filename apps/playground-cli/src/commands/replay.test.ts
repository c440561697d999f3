import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CodeletErrorCode, Recording } from '@codelets/core';
import type { ReplayResult } from '@codelets/runner';
import { afterAll, describe, expect, it } from 'vitest';
import { BASE, fakeCommand, log, STATS } from '../../test/support/fake-context.js';
import { endedWith, failedWith, recordingOf } from '../../test/support/recordings.js';
import { Interrupted } from '../failures.js';

const folder = mkdtempSync(join(tmpdir(), 'codelets-replay-'));
afterAll(() => rmSync(folder, { recursive: true }));

function put(content: unknown, name = 'r.json'): string {
  const path = join(folder, name);
  writeFileSync(path, JSON.stringify(content));
  return path;
}

const ok = (value: unknown, over: object = {}): ReplayResult => ({ ...BASE, ok: true, value, ...over });
const fail = (code: CodeletErrorCode, message: string, over: object = {}): ReplayResult =>
  ({ ...BASE, ok: false, error: { code, message }, ...over }) as ReplayResult;
const difference = { call: 1, delivery: 2, what: 'the value differs' };

const replay = (recording: Recording, result: ReplayResult, ...flags: string[]) =>
  fakeCommand({ replay: () => result }).call('replay', put(recording), ...flags);

describe('codelets replay', () => {
  it('gives the recording to a runner of its sandbox, and nothing of the outside', async () => {
    const seen: Recording[] = [];
    const command = fakeCommand({
      replay: (recording) => {
        seen.push(recording);
        return ok(42, { logs: [log('told')] });
      },
    });
    const recording = recordingOf({ sandbox: 'quickjs/thread' });
    const { code, stdout, stderr } = await command.call('replay', put(recording));
    expect([code, stdout]).toEqual([0, '42\n']);
    expect(stderr).toBe('info  told\nsame (recorded in quickjs/thread with Node 24.0.0, replayed in fake/process)\n'); // prettier-ignore
    expect(seen).toEqual([recording]);
    expect(Object.keys(command.state.created[0] ?? {}).sort()).toEqual(['pool', 'sandbox']);
    expect(command.state.created[0]?.sandbox).toMatchObject({ name: 'quickjs', isolation: 'thread' });
    expect(command.state.disposed).toBeGreaterThan(0);
  });

  it('is the same when it fails in the same way', async () => {
    const recording = recordingOf({ result: failedWith('RUNTIME_ERROR', 'no luck') });
    const { code, stdout, stderr } = await replay(recording, fail('RUNTIME_ERROR', 'no luck'));
    expect([code, stdout]).toEqual([0, '']);
    expect(stderr).toMatch(/^RUNTIME_ERROR no luck/);
    expect(stderr).toMatch(/^same /m);
  });

  it('says where a value differs', async () => {
    const recording = recordingOf({ result: endedWith({ items: [1, 2] }) });
    const { code, stderr } = await replay(recording, ok({ items: [1, 3] }, { difference }));
    expect(code).toBe(1);
    expect(stderr).toBe(`different (recorded in vm2/process with Node 24.0.0, replayed in fake/process)
  after 1 call and 2 deliveries: the value differs
  value.items[1]
    recorded: 2
    replayed: 3
`);
  });

  it('says where an error differs', async () => {
    const recording = recordingOf({ result: failedWith('RUNTIME_ERROR', 'was') });
    const { code, stderr } = await replay(recording, fail('RUNTIME_ERROR', 'is', { difference }));
    expect([code, stderr.includes('error.message\n    recorded: "was"\n    replayed: "is"\n')]).toEqual([1, true]); // prettier-ignore
  });

  it.each([
    ['a difference', fail('SANDBOX_UNAVAILABLE', 'none', { difference })],
    ['no difference', fail('UNSUPPORTED', 'not granted')],
  ])('does not take a replay that never began for one: %s', async (_name, result) => {
    const { code, stderr } = await replay(recordingOf(), result);
    expect([code, /^not replayed /m.test(stderr)]).toEqual([3, true]);
  });

  it('prints JSON', async () => {
    const same = await replay(recordingOf(), ok(42), '--json');
    expect(JSON.parse(same.stdout)).toEqual({
      same: true,
      recorded: { sandbox: 'vm2/process', node: '24.0.0' },
      ok: true,
      value: 42,
      logs: [],
      duration_ms: 1,
      stats: STATS,
    });
    const other = await replay(recordingOf(), ok(43, { difference }), '--json');
    expect(JSON.parse(other.stdout)).toMatchObject({ same: false, difference, value: 43 });
  });

  it('takes another sandbox, with its own isolation', async () => {
    const command = fakeCommand({ replay: () => ok(42) });
    await command.call('replay', put(recordingOf({ sandbox: 'mine/inline' })), '--sandbox', 'vm2');
    expect(command.state.created[0]?.sandbox).toEqual({ name: 'vm2' });
  });

  it('gives packages, and nothing else of a policy', async () => {
    const policy = put({ version: 1, modules: { a: 'a' }, env: { A: 'a' }, capabilities: { db: { find: {} } } }, 'policy.json'); // prettier-ignore
    const recording = recordingOf({ modules: [{ specifier: 'a', hash: 'a'.repeat(64) }] });
    const command = fakeCommand({ replay: () => ok(42) });
    expect((await command.call('replay', put(recording), '--policy', policy)).code).toBe(0);
    expect(command.state.created[0]?.policy).toEqual({ modules: { a: 'a' } });
  });

  it('ends when it is interrupted', async () => {
    const command = fakeCommand({
      replay: () => {
        command.interrupt.abort(new Interrupted(130));
        return fail('ABORTED', 'disposed');
      },
    });
    expect(await command.call('replay', put(recordingOf()))).toMatchObject({ code: 130, stdout: '', stderr: '' }); // prettier-ignore
  });

  it('--test writes a test, also of what differs now', async () => {
    const test = join(folder, 'deep test.test.js');
    const { code } = await replay(recordingOf(), ok(43, { difference }), '--test', test);
    expect([code, readFileSync(test, 'utf8').includes('toEqual(42)')]).toEqual([1, true]);
  });
});

describe('usage errors', () => {
  const granted = recordingOf({ modules: [{ specifier: 'lodash', hash: 'a'.repeat(64) }] });
  it.each([
    ['a missing file', [join(folder, 'none.json')], 'FILE: cannot read'],
    ['what is no recording', [put({ a: 1 }, 'a.json')], 'is no recording'],
    ['null', [put(null, 'null.json')], 'is no recording'],
    ['a result that cannot be read', [put(recordingOf({ result: { ok: true, text: '!', logs: [] } }), 'b.json')], 'recording.result'],
    ['an unknown sandbox', [put(recordingOf({ sandbox: 'mine/\u001b' }), 'c.json')], 'which this command does not have'],
    ['a sandbox that asks for trust', [put(recordingOf({ sandbox: 'node-vm/process' }), 'd.json')], 'needs --trust'],
    ['packages without a policy', [put(granted, 'e.json')], 'imported "lodash": name the policy'],
    ['a test of standard input', ['-', '--test', 'a.test.js'], '--test needs a FILE'],
  ])('%s', async (_name, argv, expected) => {
    const { code, stdout, stderr } = await fakeCommand({ replay: () => ok(42) }).call('replay', ...argv);
    expect(stderr).toContain(expected);
    expect(stderr).not.toContain('\u001b');
    expect([code, stdout]).toEqual([2, '']);
  }); // prettier-ignore

  it('tells what the runner refuses', async () => {
    const refuse = () => {
      throw new TypeError('recording.seed is not what a recording holds');
    };
    const { code, stderr } = await fakeCommand({ replay: refuse }).call('replay', put(recordingOf()));
    expect([code, stderr]).toEqual([2, 'error: recording.seed is not what a recording holds\n']);
  });
});
