import { readFileSync } from 'node:fs';
import { LIMITS } from '@codelets/core';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { CAPABILITY_DEFAULTS, CAPABILITY_RANGES } from '../check-capabilities.js';
import { DEFAULT_METHODS, MAXIMUM_RULES, NETWORK_DEFAULTS, NETWORK_RANGES } from '../check-network.js';
import { DATE_RANGE, MAXIMUM_SEED } from '../check-values.js';
import { HELPER_NAMES, OBJECT_NAMES } from '../names.js';
import { POLICY_SECTIONS } from '../resolved-types.js';
import { checkPolicyDocument } from './policy-from-document.js';

interface Node {
  readonly description?: string;
  readonly properties?: Readonly<Record<string, Node>>;
  readonly [keyword: string]: unknown;
}

const schema = JSON.parse(
  readFileSync(new URL('../../../policy.schema.json', import.meta.url), 'utf8'),
) as Node & { $defs: Record<string, Node> };
const { $defs } = schema;
const fits = new Ajv2020({
  strict: true,
  strictRequired: false,
  allowUnionTypes: true,
  allErrors: true,
}).compile(schema);

const range = ([minimum, maximum]: readonly [number, number], usual?: unknown): object => ({
  type: 'integer',
  minimum,
  maximum,
  ...(usual !== undefined && { default: usual }),
});
const told = (node: Node | undefined): object => {
  const { description: _description, ...rest } = node!;
  return rest;
};

describe('policy.schema.json', () => {
  it('has every section, and the limits of the table', () => {
    expect(Object.keys(schema.properties!).sort()).toEqual(['$schema', 'version', 'limits', ...POLICY_SECTIONS].sort()); // prettier-ignore
    const { properties } = $defs['limits']!;
    expect(Object.keys(properties!)).toEqual(Object.keys(LIMITS));
    for (const [name, rule] of Object.entries(LIMITS))
      expect(told(properties![name])).toEqual(range([rule.minimum, rule.maximum], rule.default));
  });

  it('has the ranges and defaults of the code', () => {
    const { timeout_ms, max_calls, max_concurrent } = $defs['capability']!.properties!;
    expect(told(timeout_ms)).toEqual(range(CAPABILITY_RANGES.timeout_ms, CAPABILITY_DEFAULTS.timeout_ms));
    expect(told(max_calls)).toEqual(range(CAPABILITY_RANGES.max_calls));
    expect(told(max_concurrent)).toEqual(range(CAPABILITY_RANGES.max_concurrent, CAPABILITY_DEFAULTS.max_concurrent)); // prettier-ignore
    const network = $defs['network']!.properties!;
    for (const name of ['max_response_bytes', 'timeout_ms', 'max_requests'] as const)
      expect(told(network[name])).toEqual(range(NETWORK_RANGES[name], NETWORK_DEFAULTS[name]));
    expect(network['allow_private_networks']?.['default']).toBe(NETWORK_DEFAULTS.allow_private_networks);
    expect(network['allow']?.['maxItems']).toBe(MAXIMUM_RULES);
    expect($defs['rule']?.properties?.['methods']?.['default']).toEqual(DEFAULT_METHODS);
    const { seed, now } = schema.properties!['deterministic']!.properties!;
    expect(told(now)).toEqual(range(DATE_RANGE));
    expect(seed?.['maxLength']).toBe(MAXIMUM_SEED);
    expect($defs['name']?.['not']).toEqual({ enum: OBJECT_NAMES });
    expect($defs['group_name']?.['not']).toEqual({ enum: HELPER_NAMES });
  });

  const capability = (definition: unknown): unknown => ({
    version: 1,
    capabilities: { db: { find: definition } },
  });
  const rule = (fields: object): unknown => ({ version: 1, network: { allow: [{ origin: 'https://a.example', ...fields }] } }); // prettier-ignore

  it.each<[name: string, document: unknown, valid: boolean]>([
    ['nothing', { version: 1 }, true],
    ['its schema', { $schema: './policy.schema.json', version: 1 }, true],
    ['a capability', capability({}), true],
    ['all of a capability', capability({ description: 'd', input: true, output: { type: 'string' }, timeout_ms: 1, max_calls: 0, max_concurrent: 1 }), true],
    ['a rule', rule({ methods: ['GET'], path: '/a', headers: { authorization: { env: 'KEY' }, accept: 'text/plain' } }), true],
    ['numbers of the network', { version: 1, network: { allow: [], allow_private_networks: true, max_response_bytes: 1, timeout_ms: 1, max_requests: 1 } }, true],
    ['values', { version: 1, env: { A: '' }, modules: { a: 'b', '@b/c': { package: 'c', export: 'd.js', sha256: '0'.repeat(64) }, d: { source: '' }, e: { file: 'e.js' } }, deterministic: { seed: '', now: 0 } }, true],
    ['limits', { version: 1, limits: { timeout_ms: 1, cpu_ms: 5 } }, true],
    ['no object', [], false],
    ['no version', {}, false],
    ['another version', { version: 2 }, false],
    ['a section that is not known', { version: 1, fetch: {} }, false],
    ['a reserved group', { version: 1, capabilities: { fetch: {} } }, false],
    ['a reserved name', { version: 1, capabilities: { db: { then: {} } } }, false],
    ['a function', capability({ call: 'x' }), false],
    ['`true`', capability(true), false],
    ['a number out of range', capability({ timeout_ms: 0 }), false],
    ['a limit out of range', { version: 1, limits: { memory_mb: 0 } }, false],
    ['a limit that is not known', { version: 1, limits: { memory: 1 } }, false],
    ['no rules', { version: 1, network: {} }, false],
    ['a wildcard', rule({ origin: 'https://*.example' }), false],
    ['a path in an origin', rule({ origin: 'https://a.example/x' }), false],
    ['no method', rule({ methods: [] }), false],
    ['a path without a slash', rule({ path: 'a' }), false],
    ['a secret of no name', rule({ headers: { a: { env: 'a b' } } }), false],
    ['a header that is a number', rule({ headers: { a: 1 } }), false],
    ['a secret with more', rule({ headers: { a: { env: 'A', default: 'x' } } }), false],
    ['env that is a number', { version: 1, env: { A: 1 } }, false],
    ['a relative module', { version: 1, modules: { './a': 'a' } }, false],
    ['two kinds of module', { version: 1, modules: { a: { source: '', file: 'a' } } }, false],
    ['three kinds of module', { version: 1, modules: { a: { package: 'a', source: '', file: 'a' } } }, false],
    ['no kind of module', { version: 1, modules: { a: {} } }, false],
    ['an export of no package', { version: 1, modules: { a: { source: '', export: 'b' } } }, false],
    ['a package that is a path', { version: 1, modules: { a: '../b' } }, false],
    ['half a determinism', { version: 1, deterministic: { seed: '' } }, false],
  ])('and the check agree about %s', (_name, document, valid) => {
    expect(checkPolicyDocument(document).problems.length === 0).toBe(valid);
    expect(fits(document)).toBe(valid);
  }); // prettier-ignore

  it('describes every field', () => {
    const undescribed = Object.entries({ ...schema.properties, ...$defs['limits']?.properties, ...$defs['capability']?.properties, ...$defs['network']?.properties })
      .filter(([, { description, $ref }]) => !description && !$ref)
      .map(([name]) => name); // prettier-ignore
    expect(undescribed).toEqual([]);
  });
});
