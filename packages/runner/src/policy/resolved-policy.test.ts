import { describe, expect, it } from 'vitest';
import { LIMITS } from '@codelets/core';
import { HELPER_NAMES, OBJECT_NAMES } from './names.js';
import { NO_POLICY, resolvePolicy } from './resolved-policy.js';

const find = (): number => 1;
const schema = { '~standard': { version: 1, vendor: 'test', validate: (value: unknown) => ({ value }) } };
const member = (definition: unknown): unknown => ({ capabilities: { db: { find: definition } } });
const rule = (fields: object): unknown => ({
  network: { allow: [{ origin: 'https://a.example', ...fields }] },
});

describe('a policy', () => {
  it('may be empty, which grants nothing', () => {
    expect(resolvePolicy({})).toEqual(NO_POLICY);
    expect(resolvePolicy({ capabilities: undefined, network: undefined }).hash).toBe(NO_POLICY.hash);
    // The same for ever: recordings hold it.
    expect(NO_POLICY.hash).toBe('2430f1a2ad2982d0067885488a4c89e21ad1d7c83b115ba8f1b20acc88dfaea8');
  });

  it('gets its defaults and its normal form', () => {
    const policy = resolvePolicy({
      capabilities: { db: { find, save: { call: find, description: 'Saves.', input_schema: schema, max_calls: 3 } } },
      network: {
        allow: [{ origin: 'HTTPS://API.Example:443/', methods: ['post', 'GET', 'get'], path: '/ä', headers: { 'X-Key': 'k' } }, { origin: 'http://[::1]:80' }],
      },
      env: { REGION: 'eu' },
      modules: { 'lodash-es': { package: 'lodash-es', sha256: 'a'.repeat(64) }, own: { source: 'export default 1' } },
      deterministic: { seed: '', now: -0 },
    }); // prettier-ignore
    expect([...policy.capabilities.values()]).toEqual([
      { name: 'db.find', call: find, description: undefined, input_schema: undefined, output_schema: undefined, timeout_ms: 30_000, max_calls: undefined, max_concurrent: 10 },
      { name: 'db.save', call: find, description: 'Saves.', input_schema: schema, output_schema: undefined, timeout_ms: 30_000, max_calls: 3, max_concurrent: 10 },
    ]); // prettier-ignore
    expect(policy.network).toEqual({
      allow: [
        { origin: 'https://api.example', methods: ['GET', 'POST'], path: '/%C3%A4', headers: { 'x-key': 'k' } },
        { origin: 'http://[::1]', methods: ['GET', 'HEAD'], path: '/', headers: {} },
      ],
      allow_private_networks: false,
      max_response_bytes: 1_048_576,
      timeout_ms: 10_000,
      max_requests: 20,
    }); // prettier-ignore
    expect(policy.deterministic).toEqual({ seed: '', now: 0 });
  });

  it('is a policy again', () => {
    const { network } = resolvePolicy(rule({ path: '/a b'.replace(' ', '%20') }));
    expect(resolvePolicy({ network }).network).toEqual(network);
  });

  it('cannot be changed afterwards', () => {
    const policy = resolvePolicy({ ...(member(find) as object), ...(rule({ headers: { a: 'b' } }) as object), env: { A: 'a' }, modules: { a: { package: 'a' } }, deterministic: { seed: 's', now: 1 } }); // prettier-ignore
    const parts: unknown[] = [policy, policy.capabilities, policy.sections, policy.capabilities.get('db.find'), policy.network, policy.network?.allow, policy.network?.allow[0], policy.network?.allow[0]?.headers, policy.network?.allow[0]?.methods, policy.env, policy.modules, policy.modules['a'], policy.deterministic]; // prettier-ignore
    for (const part of parts) expect(Object.isFrozen(part)).toBe(true);
    expect(() => (policy.capabilities as Map<string, unknown>).set('a.b', find)).toThrow('does not change');
    expect(() => (policy.sections as Set<string>).add('env')).toThrow('does not change');
  });

  it('has no fetch where no rule is', () =>
    expect(resolvePolicy({ network: { allow: [] } }).network).toBe(undefined));

  it('may hold schemas that are functions or instances', () => {
    class Schema {
      get '~standard'() {
        return schema['~standard'];
      }
    }
    for (const input_schema of [new Schema(), Object.assign(() => 1, schema)])
      expect(resolvePolicy(member({ call: find, input_schema })).capabilities.get('db.find')?.input_schema).toBe(input_schema); // prettier-ignore
  });

  it('may have names of the language for members', () => {
    const names = ['delete', 'default', 'fetch', 'now', 'name', 'length'];
    const policy = resolvePolicy({
      capabilities: { db: Object.fromEntries(names.map((name) => [name, find])) },
    });
    expect([...policy.capabilities.keys()]).toEqual(names.map((name) => `db.${name}`));
  });
});

const secret = 'se\ncret';
const getter = { get find() { return find; } }; // prettier-ignore

describe('a policy that is none', () => {
  const cases: readonly (readonly [policy: unknown, message: string])[] = [
    [null, 'policy must be an object, got null'],
    [undefined, 'policy must be an object, got a value of type undefined'],
    [[], 'policy must be an object, got an array'],
    ['{}', 'policy must be an object, got a value of type string'],
    [new Map(), 'policy must be a plain object, got an instance of a class'],
    [{ capability: {} }, 'policy does not know the field "capability"; it has capabilities, network, env, modules, deterministic'],
    [{ [Symbol('x')]: 1 }, 'policy must not have a symbol for a key'],
    [{ get env() { return {}; } }, 'policy.env must be data, got a getter'],
    [JSON.parse('{"__proto__":{}}'), 'policy does not know the field "__proto__"'],
    [{ capabilities: null }, 'policy.capabilities must be an object, got null'],
    [{ capabilities: { db: find } }, 'policy.capabilities.db must be an object, got a value of type function'],
    [{ capabilities: { db: new (class { find() { return 1; } })() } }, 'policy.capabilities.db must be a plain object, got an instance of a class'],
    [{ capabilities: { db: getter } }, 'policy.capabilities.db.find must be data, got a getter'],
    [{ capabilities: { 'd.b': {} } }, 'policy.capabilities["d.b"] must be an identifier of at most 64 ASCII characters, got "d.b"'],
    [{ capabilities: { дб: {} } }, 'policy.capabilities["дб"] must be an identifier'],
    [{ capabilities: { ['a'.repeat(65)]: {} } }, `policy.capabilities["${'a'.repeat(64)}…"] must be an identifier`],
    [{ capabilities: { db: { 'a b': find } } }, 'policy.capabilities.db["a b"] must be an identifier'],
    [{ capabilities: { db: { '': find } } }, 'policy.capabilities.db[""] must be an identifier'],
    [member('find'), 'policy.capabilities.db.find must be a function or an object with one, got a value of type string'],
    [member(true), 'policy.capabilities.db.find must be a function: `true` stands for the one of the runner'],
    [member({}), 'policy.capabilities.db.find.call must be a function, got a value of type undefined'],
    [member({ call: find, timeout: 1 }), 'policy.capabilities.db.find does not know the field "timeout"; it has call, '],
    [member({ call: find, timeout_ms: 0 }), 'policy.capabilities.db.find.timeout_ms must be an integer from 1 to 2147483647, got 0'],
    [member({ call: find, timeout_ms: 2 ** 31 }), 'policy.capabilities.db.find.timeout_ms must be an integer'],
    [member({ call: find, timeout_ms: null }), 'policy.capabilities.db.find.timeout_ms must be an integer from 1 to 2147483647, got null'],
    [member({ call: find, max_calls: 1.5 }), `policy.capabilities.db.find.max_calls must be an integer from 0 to ${LIMITS.max_calls.maximum}, got 1.5`],
    [member({ call: find, max_concurrent: NaN }), 'policy.capabilities.db.find.max_concurrent must be an integer from 1 to 1000, got NaN'],
    [member({ call: find, description: 5 }), 'policy.capabilities.db.find.description must be a string, got a value of type number'],
    [member({ call: find, input_schema: {} }), 'policy.capabilities.db.find.input_schema must be a Standard Schema of version 1, got a value of type object'],
    [member({ call: find, output_schema: { '~standard': { version: 2, validate: find } } }), 'policy.capabilities.db.find.output_schema must be a Standard Schema of version 1'],
    [member({ call: find, output_schema: { '~standard': { version: 1, validate: true } } }), 'policy.capabilities.db.find.output_schema must be a Standard Schema of version 1'],
    [{ network: {} }, 'policy.network.allow must be an array, got a value of type undefined'],
    [{ network: { allow: [], deny: [] } }, 'policy.network does not know the field "deny"'],
    [{ network: { allow: [], allow_private_networks: 'no' } }, 'policy.network.allow_private_networks must be true or false, got a value of type string'],
    [{ network: { allow: [], max_response_bytes: 0 } }, 'policy.network.max_response_bytes must be an integer from 1'],
    [{ network: { allow: [], timeout_ms: Infinity } }, 'policy.network.timeout_ms must be an integer from 1'],
    [{ network: { allow: [], max_requests: -1 } }, 'policy.network.max_requests must be an integer from 1'],
    [{ network: { allow: ['https://a.example'] } }, 'policy.network.allow[0] must be an object'],
    [{ network: { allow: Array.from({ length: 101 }, () => ({ origin: 'https://a.example' })) } }, 'policy.network.allow must have at most 100 elements'],
    ...['a.example', '//a.example', 'ftp://a.example', 'file:///etc', 'https://', 'https://a.example/v1', 'https://a.example?x', 'https://a.example#', 'https://u:p@a.example', 'https://@a.example', 'https://a.example\\', ' https://a.example', 'https://a.example.', 'https://a.example:99999', 'javascript:alert(1)', 'null', ''].map((origin) => [rule({ origin }), 'policy.network.allow[0].origin must be an origin such as'] as const),
    [rule({ origin: 'https://*.example' }), 'policy.network.allow[0].origin must name one origin: there are no wildcards'],
    [rule({ origin: 5 }), 'policy.network.allow[0].origin must be a string'],
    [rule({ methods: 'GET' }), 'policy.network.allow[0].methods must be an array'],
    [rule({ methods: [] }), 'policy.network.allow[0].methods must name at least one method'],
    [rule({ methods: ['GET', 'a b'] }), 'policy.network.allow[0].methods[1] must be the name of a method'],
    [rule({ methods: ['trace'] }), 'policy.network.allow[0].methods[0] must be another method: TRACE is never sent'],
    ...['v1', '', '/a?x', '/a#x', '/a\\b', '/a b', '/../a', '/a/./b', '/a/%2e%2E/b', '/a%2fb', '/a%5cb', '/%zz', '/%ff', '/a/..;/b', '/a/..%00/b', '/a/%252e%252e/b', '/a/%ef%bc%8e%ef%bc%8e/b', '/a/%e2%80%a5', '/a\n', 5].map((path) => [rule({ path }), 'policy.network.allow[0].path must start with / and be a plain path'] as const),
    [rule({ headers: ['a'] }), 'policy.network.allow[0].headers must be an object'],
    [rule({ headers: { 'a b': 'x' } }), 'policy.network.allow[0].headers must have names of headers for keys'],
    [rule({ headers: { a: '1', A: '2' } }), 'policy.network.allow[0].headers.A must be there once'],
    [rule({ headers: { a: secret } }), 'policy.network.allow[0].headers.a must be a string without control characters'],
    [rule({ headers: { 'x-a': 1 } }), 'policy.network.allow[0].headers["x-a"] must be a string'],
    [{ env: { 'A-B': 'x' } }, 'policy.env["A-B"] must be an identifier'],
    [{ env: { A: undefined } }, 'policy.env.A must be a string, got a value of type undefined'],
    [{ env: { A: true } }, 'policy.env.A must be a string, got a value of type boolean'],
    [{ env: { A: 'x'.repeat(200_000), B: 'x'.repeat(200_000) } }, 'policy.env must have at most 262144 bytes, got 400002'],
    [{ env: Object.fromEntries(Array.from({ length: 1001 }, (_, index) => [`A${index}`, ''])) }, 'policy.env must have at most 1000 names'],
    ...['./a', '/a', '#a', 'node:fs', 'a b', 'a\\b', ''].map((name) => [{ modules: { [name]: 'x' } }, `policy.modules[${JSON.stringify(name)}] must be named like a package`] as const),
    [{ modules: { a: 5 } }, 'policy.modules.a must be an object, got a value of type number'],
    [{ modules: { a: true } }, 'policy.modules.a must be an object, got a value of type boolean'],
    [{ modules: { a: { package: 'a', source: '' } } }, 'policy.modules.a must have one of package, source, file, got package and source'],
    [{ modules: { a: {} } }, 'policy.modules.a must have one of package, source, file, got none'],
    [{ modules: { a: '../b' } }, 'policy.modules.a must be the name of a package'],
    [{ modules: { a: { package: '/b' } } }, 'policy.modules.a.package must be the name of a package'],
    [{ modules: { a: { source: '', export: 'b' } } }, 'policy.modules.a.export must be a path in a package'],
    [{ modules: { a: { file: '' } } }, 'policy.modules.a.file must not be empty'],
    [{ modules: { a: { package: 'a', sha256: 'g'.repeat(64) } } }, 'policy.modules.a.sha256 must be 64 hexadecimal digits'],
    [{ modules: { a: { version: '1' } } }, 'policy.modules.a does not know the field "version"'],
    [{ deterministic: { seed: 's' } }, 'policy.deterministic.now must be an integer'],
    [{ deterministic: { seed: 's', now: 8.64e15 + 1 } }, 'policy.deterministic.now must be an integer'],
    [{ deterministic: { seed: 5, now: 1 } }, 'policy.deterministic.seed must be a string'],
    [{ deterministic: { seed: 'x'.repeat(1025), now: 1 } }, 'policy.deterministic.seed must have at most 1024 characters'],
  ]; // prettier-ignore

  it.each(cases.map(([policy, message]) => ({ policy, message })))('$message', ({ policy, message }) => {
    expect(() => resolvePolicy(policy)).toThrow(TypeError);
    const told = thrown(policy);
    expect(told.slice(0, message.length)).toBe(message);
    // Nothing of what may be a secret is shown.
    expect(told).not.toContain('cret');
  });

  it.each(HELPER_NAMES)('names a group %s', (name) => {
    expect(thrown({ capabilities: { [name]: { find } } })).toBe(`policy.capabilities.${name} must have another name: ${name} is reserved`); // prettier-ignore
  });

  it.each(OBJECT_NAMES)('uses the name %s', (name) => {
    const named = (value: unknown): object => Object.defineProperty({}, name, { value, enumerable: true });
    const said = `must have another name: ${name} is reserved`;
    expect(thrown({ capabilities: named({ find }) })).toBe(`policy.capabilities.${name} ${said}`);
    expect(thrown({ capabilities: { db: named(find) } })).toBe(`policy.capabilities.db.${name} ${said}`);
    expect(thrown({ env: named('x') })).toBe(`policy.env.${name} ${said}`);
  });

  it('counts what else is wrong', () => {
    expect(thrown({ env: { A: 1, B: 2 }, modules: 5 })).toMatch(/^policy\.env\.A must be .* \(and 2 more\)$/);
  });
});

it('takes nothing that is inherited', () => {
  const inherited = Object.create({ env: { A: 'a' } }) as object;
  expect(thrown(inherited)).toBe('policy must be a plain object, got an instance of a class');
  expect(resolvePolicy(Object.assign(Object.create(null), { env: { A: 'a' } })).env).toEqual({ A: 'a' });
});

it('reads every value once', () => {
  const reads = new Map<PropertyKey, number>();
  const watched = <T extends object>(target: T): T =>
    new Proxy(target, {
      get() {
        throw new Error('a value is taken by its descriptor');
      },
      getOwnPropertyDescriptor(object, key) {
        reads.set(key, (reads.get(key) ?? 0) + 1);
        return Reflect.getOwnPropertyDescriptor(object, key);
      },
    });
  resolvePolicy(watched({ capabilities: watched({ db: watched({ find: watched({ call: find, max_calls: 1 }) }) }), env: watched({ A: 'a' }) })); // prettier-ignore
  expect(Object.fromEntries(reads)).toEqual({
    capabilities: 1,
    db: 1,
    find: 1,
    call: 1,
    max_calls: 1,
    env: 1,
    A: 1,
  });
});

function thrown(policy: unknown): string {
  try {
    resolvePolicy(policy);
  } catch (error) {
    return (error as TypeError).message;
  }
  return 'nothing was thrown';
}
