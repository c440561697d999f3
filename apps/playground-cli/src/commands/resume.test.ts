import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { BASE, fakeCommand, log } from '../../test/support/fake-context.js';

const folder = mkdtempSync(join(tmpdir(), 'codelets-resume-'));
const out = join(folder, 'out');
afterAll(() => rmSync(folder, { recursive: true }));
beforeEach(() => {
  rmSync(out, { recursive: true, force: true });
  mkdirSync(out);
});

function put(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

const file = put('codelet.js', 'export const main = (x) => x');
const key = put('key', 'a key of enough length\n');
const policy = put('policy.json', '{"version":1,"capabilities":{"a":{"ask":{}}}}');
const functions = put('functions.mjs', 'export const a = { ask() {} };');
const continuation = put('waiting.txt', 'abc.def\n');
const kept = join(out, 'kept.txt');
const given = ['--policy', policy, '--capabilities', functions];

const suspended = () => ({
  ...BASE,
  ok: false as const,
  error: {
    code: 'SUSPENDED' as const,
    message: 'waits',
    details: { calls: [{ id: 1, capability: 'a.ask', payload: { to: { name: 'boss' } } }] },
  },
  continuation: 'new.text',
});

describe('codelets run of a codelet that waits', () => {
  it('prints what it waits for, and ends with 75', async () => {
    const { call, state } = fakeCommand({ run: suspended });
    const { code, stdout, stderr } = await call('run', file, ...given);
    expect([code, stdout]).toEqual([75, '']);
    expect(stderr).toContain("payload: { to: { name: 'boss' } }");
    // Of a key that nobody has: without any, the capability would have failed.
    expect(state.created[0]?.continuation_key).toMatch(/^[0-9a-f]{64}$/);
  });

  it('keeps its continuation', async () => {
    const { call, state } = fakeCommand({ run: suspended });
    const flags = ['--continuation-key-file', key, '--save-continuation', kept];
    const { code, stderr } = await call('run', file, ...given, ...flags);
    expect([code, readFileSync(kept, 'utf8')]).toEqual([75, 'new.text\n']);
    expect(stderr).toContain('go on with codelets resume');
    expect(state.created[0]?.continuation_key).toBe('a key of enough length');
  });

  it('leaves nothing behind when it does not wait', async () => {
    const flags = ['--continuation-key-file', key, '--save-continuation', kept];
    expect((await fakeCommand().call('run', file, ...flags)).code).toBe(0);
    expect(readdirSync(out)).toEqual([]);
  });

  it.each([
    ['a key alone', ['--continuation-key-file', key], 'need each other'],
    ['a place alone', ['--save-continuation', kept], 'need each other'],
    ['--watch', ['--continuation-key-file', key, '--save-continuation', kept, '--watch'], 'leave --watch away'],
    ['a missing key', ['--continuation-key-file', 'none', '--save-continuation', kept], 'cannot read none'],
  ])('usage error: %s', async (_name, flags, expected) => {
    const { code, stderr } = await fakeCommand().call('run', file, ...flags);
    expect([code, stderr]).toEqual([2, expect.stringContaining(expected)]);
    expect(readdirSync(out)).toEqual([]);
  }); // prettier-ignore
});

describe('codelets resume', () => {
  const flags = [...given, '--continuation-key-file', key];

  it('gives the continuation and the answer to a runner with the policy', async () => {
    const seen: unknown[] = [];
    const { call, state } = fakeCommand({
      resume: (text, answer, { call: id, on_log }) => {
        seen.push(text, answer, id);
        on_log(log('went on'));
        return { ...BASE, ok: true, value: 'paid' };
      },
    });
    const { code, stdout, stderr } = await call('resume', continuation, '--answer', '{"ok":true}', '--call', '3', ...flags); // prettier-ignore
    expect([code, stdout, stderr]).toEqual([0, '"paid"\n', 'info  went on\n']);
    expect(seen).toEqual(['abc.def', { ok: true }, 3]);
    expect(state.created[0]).toMatchObject({ continuation_key: 'a key of enough length', policy: { capabilities: { a: {} } } }); // prettier-ignore
    expect(state.disposed).toBe(1);
  });

  it('keeps the continuation of a run that waits once more', async () => {
    const { code } = await fakeCommand({ resume: suspended }).call('resume', continuation, '-a', '1', ...flags, '--save-continuation', kept); // prettier-ignore
    expect([code, readFileSync(kept, 'utf8')]).toEqual([75, 'new.text\n']);
  });

  it.each([
    ['no answer', [continuation, ...flags], '--answer'],
    ['no key', [continuation, '--answer', '1'], '--continuation-key-file'],
    ['an answer that is no JSON', [continuation, '--answer', '{a', ...flags], '--answer is not JSON'],
    ['a missing continuation', ['none.txt', '--answer', '1', ...flags], 'FILE: cannot read none.txt'],
    ['- twice', [continuation, '--answer', '-', '--policy', '-', '--continuation-key-file', key], 'only one of --answer and --policy'],
  ])('usage error: %s', async (_name, argv, expected) => {
    const { code, stderr } = await fakeCommand().call('resume', ...argv);
    expect([code, stderr]).toEqual([2, expect.stringContaining(expected)]);
  }); // prettier-ignore
});
