import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { arbitraryPolicy } from '../testing/arbitrary-policy.js';
import { describePolicy } from './policy-data.js';
import { NO_POLICY, resolvePolicy, type ResolvedPolicy } from './resolved-policy.js';
import type { CodeletPolicy } from './types.js';

/** All that a policy is but functions and the values of headers. */
function data(policy: ResolvedPolicy): unknown {
  const { capabilities, network, env, modules, deterministic } = policy;
  return {
    capabilities: [...capabilities.values()].map(({ call: _call, ...rest }) => rest).sort((a, b) => (a.name < b.name ? -1 : 1)),
    network: network && { ...network, allow: network.allow.map(({ headers, ...rule }) => ({ ...rule, headers: Object.keys(headers!).sort() })) },
    env: Object.entries(env).sort(),
    modules: Object.entries(modules).sort(),
    deterministic,
  };
} // prettier-ignore

const same = (first: unknown, second: unknown): boolean => isDeepStrictEqual(first, second);

/** The same, with all keys in the opposite order. */
function reversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversed);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).reverse().map(([key, member]) => [key, reversed(member)])); // prettier-ignore
}

describe('the hash of a policy', () => {
  it('is the same for the same data, and only then', () => {
    fc.assert(
      fc.property(arbitraryPolicy, arbitraryPolicy, (first, second) => {
        const [one, other] = [resolvePolicy(first), resolvePolicy(second)];
        expect(one.hash === other.hash).toBe(same(data(one), data(other)));
      }),
    );
  });

  it('does not know the order in which a policy is written', () => {
    fc.assert(
      fc.property(arbitraryPolicy, (policy) => {
        expect(resolvePolicy(reversed(policy)).hash).toBe(resolvePolicy(policy).hash);
      }),
    );
  });

  const full: CodeletPolicy = {
    capabilities: { db: { find: { call: () => 1, max_calls: 1 } } },
    network: { allow: [{ origin: 'https://a.example', headers: { authorization: 'one' } }] },
    env: { A: 'a' },
    modules: { own: { source: 'export {}' }, 'lodash-es': { package: 'lodash-es' } },
    deterministic: { seed: 's', now: 1 },
  };
  const hash = (changes: CodeletPolicy): string => resolvePolicy({ ...full, ...changes }).hash;
  const schema = (jsonSchema?: object) => ({
    '~standard': { version: 1, vendor: 'test', validate: (value: unknown) => ({ value }), ...(jsonSchema && { jsonSchema }) },
  }) as const; // prettier-ignore
  const offers = (value: unknown): object => ({ input: () => value, output: () => value });
  const withSchema = (input_schema: ReturnType<typeof schema>): string =>
    hash({ capabilities: { db: { find: { call: () => 1, max_calls: 1, input_schema } } } });

  it.each<[string, CodeletPolicy]>([
    ['a function', { capabilities: { db: { find: { call: () => 2, max_calls: 1 } } } }],
    ['a secret', { network: { allow: [{ origin: 'https://a.example', headers: { Authorization: 'two' } }] } }],
    ['a package by its name', { modules: { own: { source: 'export {}' }, 'lodash-es': 'lodash-es' } }],
    ['a default written down', { network: { allow: [{ origin: 'https://a.example', headers: { authorization: '' }, methods: ['HEAD', 'GET'], path: '/' }], timeout_ms: 10_000 } }],
  ])('stays with %s', (_name, changes) => expect(hash(changes)).toBe(hash({}))); // prettier-ignore

  it('changes with everything else', () => {
    const hashes = [
      hash({}),
      hash({ capabilities: { db: { find: { call: () => 1, max_calls: 2 } } } }),
      hash({ capabilities: { db: { find: { call: () => 1, max_calls: 1, description: '' } } } }),
      hash({ capabilities: { db: { other: { call: () => 1, max_calls: 1 } } } }),
      hash({ capabilities: undefined }),
      hash({ network: { allow: [{ origin: 'https://a.example', headers: { other: 'one' } }] } }),
      hash({ network: { allow: [{ origin: 'http://a.example', headers: { authorization: 'one' } }] } }),
      hash({ network: undefined }),
      hash({ env: { A: 'b' } }),
      hash({ env: { A: 'a', B: '' } }),
      hash({ env: { A: '\ud800' } }),
      hash({ env: { A: '\ud801' } }),
      hash({ modules: { own: { source: 'export {};' }, 'lodash-es': { package: 'lodash-es' } } }),
      hash({
        modules: {
          own: { source: 'export {}' },
          'lodash-es': { package: 'lodash-es', sha256: '0'.repeat(64) },
        },
      }),
      hash({ deterministic: { seed: 's', now: 2 } }),
      hash({ deterministic: { seed: 't', now: 1 } }),
      withSchema(schema()),
      withSchema(schema(offers({ type: 'string' }))),
      withSchema(schema(offers({ type: 'number' }))),
    ];
    expect(new Set(hashes).size).toBe(hashes.length);
    expect(hash({})).toMatch(/^[0-9a-f]{64}$/);
  });

  it('knows schemas by what they say, where they say it', () => {
    expect(withSchema(schema(offers({ a: 1, b: 2 })))).toBe(withSchema(schema(offers({ b: 2, a: 1 }))));
    const broken = { input: () => { throw new Error('not in JSON Schema'); } }; // prettier-ignore
    expect(withSchema(schema(broken))).toBe(withSchema(schema()));
    const circular: Record<string, unknown> = {};
    circular['self'] = circular;
    expect(withSchema(schema(offers(circular)))).toBe(withSchema(schema()));
  });
});

it('a description holds no secret, no function and no source', () => {
  const policy = resolvePolicy({
    capabilities: { db: { find: () => 'secret' } },
    network: { allow: [{ origin: 'https://a.example', headers: { authorization: 'Bearer secret' } }] },
    modules: { own: { source: 'secret' } },
  });
  const text = JSON.stringify(describePolicy(policy));
  expect(text).not.toContain('ecret');
  expect(JSON.parse(text)).toEqual({
    version: 1,
    capabilities: { 'db.find': { timeout_ms: 30_000, max_concurrent: 10 } },
    network: {
      allow: [
        { origin: 'https://a.example', methods: ['GET', 'HEAD'], path: '/', headers: ['authorization'] },
      ],
      allow_private_networks: false,
      max_response_bytes: 1_048_576,
      timeout_ms: 10_000,
      max_requests: 20,
    },
    modules: { own: { source_sha256: expect.stringMatching(/^[0-9a-f]{64}$/) as string } },
  });
  expect(describePolicy(NO_POLICY)).toEqual({ version: 1 });
});
