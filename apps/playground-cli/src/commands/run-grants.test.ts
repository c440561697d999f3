import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { fakeCommand } from '../../test/support/fake-context.js';
import { Interrupted } from '../failures.js';

const folder = mkdtempSync(join(tmpdir(), 'codelets-grants-'));
afterAll(() => rmSync(folder, { recursive: true }));

function put(name: string, content: string | object): string {
  const path = join(folder, name);
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
  return path;
}

const file = put('codelet.js', 'export const main = (x) => x');
const policy = put('policy.json', {
  version: 1,
  capabilities: { db: { find: { input: { type: 'string' }, max_calls: 3 } } },
  network: { allow: [{ origin: 'https://a.example', headers: { authorization: { env: 'KEY' } } }] },
  env: { REGION: 'eu' },
  limits: { timeout_ms: 900, memory_mb: 64 },
});
const functions = put('functions.mjs', 'export const db = { find: (id) => `found ${id}` };');
const plain = put('plain.json', { version: 1, env: { A: 'a' }, deterministic: { seed: 'its', now: 5 } });

describe('--policy', () => {
  it('makes the policy of the runner, with the functions, the secrets and the limits', async () => {
    const { call, state } = fakeCommand({ env: { KEY: 'secret' } });
    const { code } = await call('run', file, '--policy', policy, '--capabilities', functions);
    expect(code).toBe(0);
    expect(state.created[0]).toMatchObject({
      policy: {
        env: { REGION: 'eu' },
        network: { allow: [{ headers: { authorization: 'secret' } }] },
        capabilities: { db: { find: { max_calls: 3 } } },
      },
      timeout_ms: 900,
      memory_mb: 64,
    });
    const definition = state.created[0]?.policy?.capabilities?.['db']?.['find'];
    expect((definition as { call(id: string): string }).call('7')).toBe('found 7');
  });

  it('takes a default export, and the limits of flags before those of the document', async () => {
    const other = put('default.mjs', 'export default { db: { find: () => 1 } };\nexport const unused = 1;');
    const { call, state } = fakeCommand({ env: { KEY: 'secret' } });
    await call('run', file, '-p', policy, '--capabilities', other, '--timeout', '50');
    expect(state.created[0]).toMatchObject({ timeout_ms: 50, memory_mb: 64 });
  });

  it('comes from standard input as well', async () => {
    const { call, state } = fakeCommand({ stdin: '{"version":1,"env":{"B":"b"}}' });
    await call('run', file, '--policy', '-');
    expect(state.created[0]?.policy).toEqual({ env: { B: 'b' } });
  });

  it('is for compare, too', async () => {
    const { call, state } = fakeCommand();
    await call('compare', file, '--policy', plain, '--only', 'vm2');
    expect(state.created.map(({ policy }) => policy?.env)).toEqual([{ A: 'a' }, { A: 'a' }]);
  });
});

describe('--seed and --now', () => {
  it.each([
    [['--seed', 'any', '--now', '2026-01-31T12:00:00Z'], { seed: 'any', now: 1_769_860_800_000 }],
    [['--seed', 'any', '--now', '-5'], { seed: 'any', now: -5 }],
    [['--policy', plain], { seed: 'its', now: 5 }],
    [['--policy', plain, '--seed', 'other'], { seed: 'other', now: 5 }],
  ])('%j', async (argv, expected) => {
    const { call, state } = fakeCommand();
    expect(await call('run', file, ...argv)).toMatchObject({ code: 0 });
    expect(state.created[0]?.policy?.deterministic).toEqual(expected);
  });
});

describe('usage errors', () => {
  const bad = put('bad.json', { version: 1, env: { A: 5 } });
  const broken = put('broken.mjs', 'export const db = {');
  const wrong = put('wrong.mjs', 'export const db = { find: 5 };');
  const more = put('more.mjs', 'export const db = { find() {}, drop() {} };');
  const missing = put('missing.json', { version: 1, network: { allow: [{ origin: 'https://a.example', headers: { a: { env: 'NONE' } } }] } }); // prettier-ignore
  it.each([
    ['capabilities without functions', ['--policy', policy], 'db.find): their functions come from a module'],
    ['functions without a policy', ['--capabilities', functions], '--capabilities needs --policy'],
    ['a policy that is not valid', ['--policy', bad], 'policy.env.A must be a string'],
    ['a policy that is no JSON', ['--policy', file], 'is not JSON'],
    ['a missing policy', ['--policy', 'none.json'], '--policy: cannot read none.json'],
    ['a missing secret', ['--policy', missing], 'needs the environment variable NONE'],
    ['missing functions', ['--policy', policy, '--capabilities', 'none.mjs'], '--capabilities: cannot read'],
    ['a broken module', ['--policy', policy, '--capabilities', broken], 'cannot import'],
    ['what is no function', ['--policy', policy, '--capabilities', wrong], 'capabilities.db.find must be a function'],
    ['a function too many', ['--policy', policy, '--capabilities', more], 'capabilities.db.drop stands for nothing'],
    ['a seed alone', ['--seed', 'x'], '--seed and --now need each other'],
    ['a time alone', ['--now', '0'], '--seed and --now need each other'],
    ['a time without a zone', ['--seed', 'x', '--now', '2026-01-31T12:00'], '--now <time>'],
    ['a time that is none', ['--seed', 'x', '--now', 'tomorrow'], '--now <time>'],
    ['- twice', ['--policy', '-', '--input', '-'], 'only one of FILE, --input and --policy'],
  ])('%s', async (_name, argv, expected) => {
    const command = fakeCommand({ env: { KEY: 'secret' } });
    const { code, stdout, stderr } = await command.call('run', file, ...argv);
    expect(stderr).toContain(expected);
    expect([code, stdout, command.state.created]).toEqual([2, '', []]);
  }); // prettier-ignore

  it('standard input for the policy of compare', async () => {
    const { code, stderr } = await fakeCommand().call('compare', file, '--policy', '-');
    expect([code, stderr]).toEqual([2, expect.stringContaining('it is read for each sandbox')]);
  });
});

it('does not wait for a module that never loads when it is interrupted', async () => {
  const endless = put('endless.mjs', 'await new Promise(() => {});\nexport const db = {};');
  const command = fakeCommand();
  const ending = command.call('run', file, '--policy', plain, '--capabilities', endless);
  setTimeout(() => command.interrupt.abort(new Interrupted(130)), 20);
  expect((await ending).code).toBe(130);
});
