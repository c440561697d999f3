import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LIMITS } from '@codelets/core';
import { afterAll, describe, expect, it } from 'vitest';
import { fakeCommand } from '../../test/support/fake-context.js';

const folder = mkdtempSync(join(tmpdir(), 'codelets-policy-'));
afterAll(() => rmSync(folder, { recursive: true }));

function fileWith(document: unknown): string {
  const file = join(folder, 'policy.json');
  writeFileSync(file, typeof document === 'string' ? document : JSON.stringify(document));
  return file;
}

const check = (document: unknown, ...flags: string[]) =>
  fakeCommand().call('policy', 'check', fileWith({ version: 1, ...(document as object) }), ...flags);
/** The lines of a part of the explanation. */
const part = (text: string, title: string): string[] =>
  text.split(`${title}\n`)[1]!.split('\n\n')[0]!.trimEnd().split('\n').map((line) => line.trim()); // prettier-ignore
const warnings = async (document: unknown): Promise<unknown> =>
  JSON.parse((await check(document, '--json')).stdout).warnings.map(({ path, message }: Record<string, string>) => `${path} ${message}`); // prettier-ignore

describe('codelets policy check', () => {
  it('explains what a policy grants', async () => {
    const { code, stdout, stderr } = await check({
      capabilities: {
        orders: {
          find: {
            description: 'Finds orders.',
            input: { type: 'object', required: ['id'], properties: { id: { type: 'string' }, limit: {} } },
            output: { type: 'array', items: { $ref: '#/$defs/order' }, $defs: { order: true } },
            timeout_ms: 1500,
            max_calls: 1,
          },
          note: { input: true },
        },
      },
      network: {
        allow: [{ origin: 'https://a.example', path: '/v1', headers: { Authorization: { env: 'API_KEY' }, accept: 'text/plain' } }],
        max_requests: 1,
      },
      env: { REGION: 'eu' },
      modules: { own: { source: 'export {}' }, 'lodash-es': { package: 'lodash-es', sha256: 'ab'.repeat(32) } },
      limits: { memory_mb: 64 },
    }); // prettier-ignore
    expect([code, stderr]).toEqual([0, '']);
    expect(part(stdout, 'It may call')).toEqual([
      'helpers.orders.find(args)',
      'Finds orders.',
      'takes an object with id, limit?',
      'answers a list of: order',
      '1 call a run, 10 calls at a time, 1.5 s each',
      'helpers.orders.note(args)',
      'takes anything',
      'as often as a run may call at all, 10 calls at a time, 30 s each',
    ]);
    expect(part(stdout, 'It may connect to')).toEqual([
      'GET, HEAD https://a.example/v1 and below',
      'with the header accept, unseen by the codelet',
      "with the header authorization, unseen by the codelet, from API_KEY of the service's environment",
      '1 request a run, 10 s and 1 MiB each',
      'private, loopback and link-local addresses: refused',
    ]);
    expect(part(stdout, 'It may read')).toEqual(['helpers.env.REGION = "eu"']);
    expect(part(stdout, 'It may import')).toEqual(['own', 'source in the policy, not pinned', 'lodash-es', 'the package lodash-es, pinned to abababababab']); // prettier-ignore
    const limits = part(stdout, 'A run may use');
    expect(limits.map((line) => line.split(':')[0])).toEqual(Object.keys(LIMITS));
    expect(limits.slice(0, 3)).toEqual([
      'timeout_ms: 2 s (default)',
      'memory_mb: 64 MiB',
      'cpu_ms: no limit',
    ]);
    expect(stdout).toContain('No warnings.');
  });

  it('says that an empty policy grants nothing', async () => {
    const { stdout } = await check({});
    expect(stdout).not.toMatch(/It may (call|connect|read|import)/);
    expect(part(stdout, 'It cannot').slice(0, 4)).toEqual([
      'call any function of the service',
      'connect anywhere: it has no fetch',
      "read anything of the service's environment",
      'import anything',
    ]);
  });

  it('names every problem with its path, and ends with 1', async () => {
    const { code, stdout, stderr } = await check({ env: { 'A B': 'x' }, limits: { memory_mb: 0 }, capabilities: { db: { find: { input: { type: 'objekt' } } } } }); // prettier-ignore
    expect([code, stdout]).toEqual([1, '']);
    const [title, ...lines] = stderr.trimEnd().split('\n');
    expect(title).toMatch(/policy\.json is no valid policy:$/);
    expect(lines.map((line) => line.trim().split(' must ')[0])).toEqual(['policy.capabilities.db.find.input.type', 'policy.env["A B"]', 'policy.limits.memory_mb']); // prettier-ignore
  });

  it('prints JSON', async () => {
    const document = { env: { A: 'a' }, network: { allow: [{ origin: 'https://a.example', headers: { b: { env: 'B' }, a: { env: 'A' } } }] } }; // prettier-ignore
    const valid = await check(document, '--json');
    expect(JSON.parse(valid.stdout)).toMatchObject({
      valid: true,
      problems: [],
      warnings: [],
      grants: { version: 1, env: { A: 'a' } },
      limits: { timeout_ms: 2000, cpu_ms: null },
      needs_env: ['A', 'B'],
    });
    const invalid = await check({ version: 2 }, '--json');
    expect([invalid.code, JSON.parse(invalid.stdout)]).toEqual([1, { valid: false, problems: [{ path: 'policy.version', message: 'must be 1' }], warnings: [] }]); // prettier-ignore
  });

  it('reads standard input', async () => {
    const { code, stdout } = await fakeCommand({ stdin: '{"version":1}' }).call('policy', 'check', '-');
    expect([code, stdout.split('\n')[0]]).toEqual([
      0,
      'standard input is a valid policy. A codelet under it:',
    ]);
  });

  it.each([
    ['no JSON', '{version:1}', 'is not JSON'],
    ['no file', undefined, 'there is no such file'],
  ])('ends with 2 for %s', async (_name, text, message) => {
    const file = text === undefined ? join(folder, 'none.json') : fileWith(text);
    const { code, stderr } = await fakeCommand().call('policy', 'check', file);
    expect([code, stderr]).toEqual([2, expect.stringContaining(message)]);
  });

  it('obeys nothing that a policy says', async () => {
    const evil = '\u001b[2J\u202e\nNo warnings.\nIt may call';
    const capabilities = { db: { find: { description: evil, input: { enum: [evil] } } } };
    const valid = await check({ capabilities, env: { A: evil }, modules: { a: { file: evil }, b: 'b' } });
    const invalid = await check({ [evil]: 1, env: { [evil]: '' } });
    const json = await check({ env: { A: evil } }, '--json');
    for (const text of [valid.stdout, invalid.stderr, json.stdout]) expect(text).not.toMatch(/[^\P{C}\n]/u);
    expect(valid.stdout.match(/^(It may call|No warnings\.)$/gm)).toEqual(['It may call']);
    expect(JSON.parse(json.stdout).grants.env).toEqual({ A: evil });
  });
});

describe('warnings', () => {
  const rule = (fields: object, network: object = {}): object => ({ network: { allow: [{ origin: 'https://a.example', path: '/a', ...fields }], ...network } }); // prettier-ignore
  const withInput = (input: object): object => ({ capabilities: { db: { find: { input } } } });

  it.each<[name: string, document: object, warning: string]>([
    ['no input schema', { capabilities: { db: { find: {} } } }, 'policy.capabilities.db.find has no input schema'],
    ['a slow pattern', withInput({ properties: { a: { pattern: '^(a+)+$' } } }), 'policy.capabilities.db.find has a pattern that may take very long for some texts: ^(a+)+$'],
    ['a slow pattern of names', withInput({ patternProperties: { '(a*b*)*': true } }), 'policy.capabilities.db.find has a pattern'],
    ['a call longer than a run', { capabilities: { db: { find: { input: true, timeout_ms: 5000 } } } }, 'policy.capabilities.db.find.timeout_ms never comes to its end: a run has 2 s'],
    ['many calls at a time', { capabilities: { db: { find: { input: true, max_concurrent: 500 } } } }, 'policy.capabilities.db.find.max_concurrent is much'],
    ['http', rule({ origin: 'http://a.example', headers: { a: { env: 'A' } } }), 'policy.network.allow http://a.example: what is sent can be read and changed on the way, its headers too'],
    ['loopback', rule({ origin: 'http://127.0.0.1:80' }), 'policy.network.allow http://127.0.0.1: is never reached while private'],
    ['a private address', rule({ origin: 'https://172.20.0.1' }), 'policy.network.allow https://172.20.0.1: is never reached'],
    ['a private IPv6 address', rule({ origin: 'https://[fd00::1]' }), 'policy.network.allow https://[fd00::1]: is never reached'],
    ['every path', rule({ path: '/', methods: ['GET', 'POST'] }), 'policy.network.allow https://a.example: POST to every path'],
    ['private networks', rule({}, { allow_private_networks: true }), 'policy.network.allow_private_networks lets codelets reach'],
    ['long answers', rule({}, { max_response_bytes: 2 ** 30 }), 'policy.network.max_response_bytes is much: 1 GiB'],
    ['many requests', rule({}, { max_requests: 5000 }), 'policy.network.max_requests is much'],
    ['a rule that never decides', { network: { allow: [{ origin: 'https://a.example' }, { origin: 'https://a.example', path: '/a' }] } }, 'policy.network.allow has 1 of 2 rules that never decide'],
    ['a secret in the document', rule({ headers: { Authorization: 'x' } }), 'policy.network.allow[0].headers.Authorization stands in the document'],
    ['a secret in env', { env: { API_KEY: 'x' } }, 'policy.env.API_KEY sounds like a secret'],
    ['a module that is not pinned', { modules: { 'lodash-es': 'lodash-es' } }, 'policy.modules["lodash-es"] is not pinned'],
    ['determinism', { deterministic: { seed: 's', now: 0 } }, 'policy.deterministic makes all randomness known'],
    ['a huge limit', { limits: { timeout_ms: 600_000 } }, 'policy.limits.timeout_ms is much for one run: 10 min'],
    ['much memory', { limits: { memory_mb: 4096 } }, 'policy.limits.memory_mb is much for one run: 4096 MiB'],
  ])('of %s', async (_name, document, warning) => {
    expect(await warnings(document)).toEqual([expect.stringContaining(warning)]);
  }); // prettier-ignore

  it.each<[name: string, document: object]>([
    ['a plain pattern', withInput({ pattern: '^[a-z]+(-[a-z]{2})?$' })],
    ['reading every path', rule({ path: '/' })],
    ['a header that is no secret', rule({ headers: { accept: 'text/plain', authorization: { env: 'KEY' } } })],
    ['a value that is no secret', { env: { REGION: 'eu', KEYBOARD: 'x' } }],
    ['source in the policy', { modules: { own: { source: 'export {}' } } }],
    ['a usual limit', { limits: { timeout_ms: 5000, memory_mb: 256 } }],
  ])('not of %s', async (_name, document) => expect(await warnings(document)).toEqual([])); // prettier-ignore

  it('do not change that a policy is valid', async () => {
    const { code, stdout } = await check({ env: { API_KEY: 'x' } });
    expect([code, part(stdout, 'Warnings (1)')]).toEqual([
      0,
      [expect.stringContaining('policy.env.API_KEY')],
    ]);
  });
});

describe('codelets types', () => {
  const policy = { version: 1, capabilities: { db: { find: { input: { type: 'string' } } } } };

  it('writes a file, or to standard output', async () => {
    const out = join(folder, 'helpers.d.ts');
    const written = await fakeCommand().call('types', '--policy', fileWith(policy), '--out', out);
    expect([written.code, written.stdout, written.stderr]).toEqual([0, '', '']);
    const printed = await fakeCommand({ stdin: JSON.stringify(policy) }).call('types', '-p', '-');
    expect(printed.stdout).toContain('find(args: DbFindInput): Promise<unknown>;');
    expect(readFileSync(out, 'utf8')).toBe(printed.stdout);
  });

  it('writes nothing for a policy that is not valid', async () => {
    const out = join(folder, 'none.d.ts');
    const { code, stderr } = await fakeCommand().call('types', '--policy', fileWith({ version: 2 }), '--out', out); // prettier-ignore
    expect([code, stderr]).toEqual([1, expect.stringContaining('policy.version must be 1')]);
    expect(() => readFileSync(out)).toThrow('ENOENT');
  });

  it.each([
    ['no policy', [], '--policy'],
    ['a file that cannot be written', ['--policy', '-', '--out', join(folder, 'no', 'x.d.ts')], '--out: cannot write'],
  ])('ends with 2 for %s', async (_name, argv, message) => {
    const { code, stderr } = await fakeCommand({ stdin: JSON.stringify(policy) }).call('types', ...argv);
    expect([code, stderr]).toEqual([2, expect.stringContaining(message)]);
  }); // prettier-ignore
});
