import { describe, expect, it } from 'vitest';
import type { StandardResult } from '@codelets/core';
import { resolvePolicy } from '../resolved-policy.js';
import { checkPolicyDocument, policyFromDocument } from './policy-from-document.js';
import type { PolicyDocument } from './types.js';

const find = (): number => 1;
const problemsOf = (document: unknown): string[] =>
  checkPolicyDocument(document).problems.map(({ path, message }) => `${path} ${message}`);
const input = (schema: unknown): PolicyDocument =>
  ({ version: 1, capabilities: { db: { find: { input: schema } } } }) as PolicyDocument;

async function validator(schema: unknown): Promise<(value: unknown) => StandardResult<unknown>> {
  const { policy } = await policyFromDocument(input(schema), { capabilities: { db: { find } } });
  const check = resolvePolicy(policy).capabilities.get('db.find')!.input_schema!;
  return (value) => check['~standard'].validate(value) as StandardResult<unknown>;
}

describe('a policy from a document', () => {
  const document: PolicyDocument = {
    version: 1,
    capabilities: {
      db: { find: { description: 'Finds.', input: { type: 'string' }, output: { type: 'number' }, max_calls: 3 }, save: {} },
    },
    network: { allow: [{ origin: 'https://a.example', headers: { authorization: { env: 'KEY' }, accept: 'text/plain' } }], timeout_ms: 5 },
    env: { REGION: 'eu' },
    modules: { 'lodash-es': { package: 'lodash-es' } },
    deterministic: { seed: 's', now: 1 },
    limits: { timeout_ms: 500, memory_mb: 32 },
  }; // prettier-ignore

  it('has the functions, the secrets and the limits', async () => {
    const text = JSON.stringify(document);
    const { policy, limits } = await policyFromDocument(document, { capabilities: { db: { find, save: find } }, env: { KEY: 'secret', OTHER: 'x' } }); // prettier-ignore
    const resolved = resolvePolicy(policy);
    expect(limits).toEqual({ timeout_ms: 500, memory_mb: 32 });
    expect(resolved.capabilities.get('db.find')).toMatchObject({
      call: find,
      max_calls: 3,
      timeout_ms: 30_000,
    });
    expect(resolved.capabilities.get('db.save')?.input_schema).toBe(undefined);
    expect(resolved.network?.allow[0]?.headers).toEqual({ authorization: 'secret', accept: 'text/plain' });
    expect([resolved.env, resolved.modules, resolved.deterministic]).toEqual([document.env, document.modules, document.deterministic]); // prettier-ignore
    // The document is not touched.
    expect(JSON.stringify(document)).toBe(text);
  });

  it('has the hash that its check tells, with and without secrets', async () => {
    const { policy } = await policyFromDocument(document, { capabilities: { db: { find, save: find } }, env: { KEY: 'x' } }); // prettier-ignore
    const { description, headers } = checkPolicyDocument(document);
    expect(description?.capabilities?.['db.find']).toEqual({ description: 'Finds.', input: { type: 'string' }, output: { type: 'number' }, timeout_ms: 30_000, max_calls: 3, max_concurrent: 10 }); // prettier-ignore
    expect(description?.network?.allow[0]?.headers).toEqual(['accept', 'authorization']);
    expect(headers).toEqual([
      { path: 'policy.network.allow[0].headers.authorization', name: 'authorization', env: 'KEY' },
      { path: 'policy.network.allow[0].headers.accept', name: 'accept' },
    ]);
    const changed = { ...document, capabilities: { db: { ...document.capabilities!['db'], find: { input: { type: 'number' } } } } } as const; // prettier-ignore
    const other = await policyFromDocument(changed, { capabilities: { db: { find, save: find } }, env: { KEY: 'x' } }); // prettier-ignore
    expect(resolvePolicy(other.policy).hash).not.toBe(resolvePolicy(policy).hash);
  });

  it('keeps empty sections, which tighten', async () => {
    const { policy } = await policyFromDocument({ version: 1, capabilities: {}, network: { allow: [] } });
    expect([...resolvePolicy(policy).sections].sort()).toEqual(['capabilities', 'network']);
    expect((await policyFromDocument({ version: 1 })).policy).toEqual({});
  });

  it.each<[name: string, capabilities: object, env: Record<string, string>, message: string]>([
    ['a function too few', { db: { find } }, { KEY: 'x' }, 'policy.capabilities.db.save needs a function: capabilities has none of this name'],
    ['a function too many', { db: { find, save: find, drop: find } }, { KEY: 'x' }, 'capabilities.db.drop stands for nothing in the document'],
    ['what is no function', { db: { find, save: 5 } }, { KEY: 'x' }, 'capabilities.db.save must be a function, got a value of type number (and 1 more)'],
    ['no secret', { db: { find, save: find } }, {}, 'policy.network.allow[0].headers.authorization needs the environment variable KEY'],
    ['an empty secret', { db: { find, save: find } }, { KEY: '' }, 'policy.network.allow[0].headers.authorization needs the environment variable KEY'],
    ['a secret that is no header', { db: { find, save: find } }, { KEY: 'se\ncret' }, 'policy.network.allow[0].headers.authorization must be a string without control characters'],
  ])('is refused with %s', async (_name, capabilities, env, message) => {
    const made = policyFromDocument(document, { capabilities: capabilities as never, env });
    await expect(made).rejects.toThrow(TypeError);
    await expect(made).rejects.toThrow(message);
    await expect(made).rejects.not.toThrow('cret');
  }); // prettier-ignore

  it('is refused with parts that are not known', async () => {
    const made = policyFromDocument(document, { functions: { db: { find, save: find } } } as never);
    await expect(made).rejects.toThrow(
      new TypeError('policyFromDocument() does not know the option "functions"; it has capabilities, env'),
    );
    await expect(policyFromDocument(document, null as never)).rejects.toThrow(TypeError);
  });
});

describe('the check of a document', () => {
  it('tells everything that is wrong, by its path', () => {
    expect(
      problemsOf({
        version: 1,
        capabilities: { db: { find: { timeout_ms: 0, input: { type: 'objekt' } } } },
        network: { allow: [{ origin: 'ftp://a.example' }] },
        env: { 'A B': '' },
        limits: { timeout: 1 },
      }),
    ).toEqual([
      'policy.capabilities.db.find.input.type must be one or some of null, boolean, object, array, number, integer, string',
      'policy.capabilities.db.find.timeout_ms must be an integer from 1 to 2147483647, got 0',
      'policy.network.allow[0].origin must be an origin such as https://api.example.com, with nothing after it',
      'policy.env["A B"] must be an identifier of at most 64 ASCII characters, got "A B"',
      expect.stringMatching(/^policy\.limits does not know the field "timeout"; it has timeout_ms, /),
    ]);
  });

  const circle: Record<string, unknown> = { version: 1 };
  circle['env'] = circle;
  it.each<[document: unknown, problem: string]>([
    [undefined, 'policy must be JSON, got a value of type undefined'],
    [circle, 'policy.env must not hold itself'],
    [{ version: 1, env: new Map() }, 'policy.env must be JSON, got [object Map]'],
    [JSON.parse('{"version":1,"env":{"__proto__":"x"}}'), 'policy.env must not have the key __proto__'],
    [{ version: 1, network: { allow: [{ origin: NaN }] } }, 'policy.network.allow[0].origin must be a finite number'],
  ])('refuses what is not JSON: %#', (document, problem) => expect(problemsOf(document)).toEqual([problem])); // prettier-ignore

  it.each<[schema: unknown, problem: string]>([
    [5, ' must be an object, got a value of type number'],
    [{ propertys: {} }, ' has a keyword that is not known: "propertys"'],
    [{ nullable: true }, ' has a keyword that is not known: "nullable"'],
    [{ $id: 'x' }, ' has a keyword that is not known: "$id"'],
    [{ $schema: 'http://json-schema.org/draft-07/schema#' }, '.$schema must be https://json-schema.org/draft/2020-12/schema'],
    [{ properties: { a: { type: 'int' } } }, '.properties.a.type must be one or some of'],
    [{ type: [] }, '.type must be one or some of'],
    [{ items: [true] }, '.items must be an object, got an array'],
    [{ anyOf: [] }, '.anyOf must not be empty'],
    [{ anyOf: [{ enum: [] }] }, '.anyOf[0].enum must not be empty'],
    [{ pattern: '(' }, '.pattern must be a regular expression'],
    [{ patternProperties: { '(': true } }, '.patternProperties["("] must be a regular expression'],
    [{ format: 'e-mail' }, '.format must be one of date, '],
    [{ format: 'url' }, '.format must be one of date, '],
    [{ uniqueItems: true }, '.uniqueItems cannot be asked for'],
    [{ minLength: -1 }, '.minLength must be an integer of at least 0'],
    [{ minimum: '1' }, '.minimum must be a number'],
    [{ multipleOf: 0 }, '.multipleOf must be greater than 0'],
    [{ required: 'a' }, '.required must be an array'],
    [{ required: [1] }, '.required must be an array of strings'],
    [{ dependentRequired: { a: [1] } }, '.dependentRequired.a must be an array of strings'],
    [{ description: 1 }, '.description must be a string'],
    [{ deprecated: 1 }, '.deprecated must be true or false'],
    [{ $ref: 'https://evil.example/schema' }, '.$ref must be a place in this schema'],
    [{ $ref: '#order' }, '.$ref must be a place in this schema'],
    [{ $ref: '#/$defs/order' }, '.$ref must point to a schema in this one, got "#/$defs/order"'],
    [{ $defs: { a: true }, $ref: '#/$defs' }, '.$ref must point to a schema in this one'],
    [JSON.parse(`${'{"not":'.repeat(70)}true${'}'.repeat(70)}`), `${'.not'.repeat(65)} must not be nested that deep`],
  ])('refuses the schema %j', (schema, problem) => {
    const [first = '', ...more] = problemsOf(input(schema));
    const expected = `policy.capabilities.db.find.input${problem}`;
    expect(first.slice(0, expected.length)).toBe(expected);
    expect(more).toEqual([]);
  }); // prettier-ignore
});

describe('a JSON Schema as a check', () => {
  it('takes what fits and tells what does not, with its path', async () => {
    const check = await validator({
      type: 'object',
      required: ['items'],
      additionalProperties: false,
      properties: { items: { type: 'array', items: { $ref: '#/$defs/item' } }, note: { type: ['string', 'null'] } },
      $defs: { item: { type: 'object', properties: { id: { type: 'integer', minimum: 1 }, 'a/b~': { const: 1 } } } },
    }); // prettier-ignore
    expect(check({ items: [{ id: 1 }], note: null })).toEqual({ value: { items: [{ id: 1 }], note: null } });
    const issue = (value: unknown): unknown => {
      const [first] = check(value).issues ?? [];
      return [first?.path?.map(String), first?.message];
    };
    expect(issue({})).toEqual([[], expect.stringContaining('"items"')]);
    expect(issue({ items: [{ id: 1 }, { id: 0 }] })).toEqual([
      ['items', '1', 'id'],
      expect.stringContaining('1'),
    ]);
    expect(issue({ items: [{ 'a/b~': 2 }] })).toEqual([['items', '0', 'a/b~'], expect.anything()]);
    expect(issue({ items: [], other: 1 })).toEqual([['other'], expect.anything()]);
  });

  it('leaves out properties that are undefined, and answers a copy', async () => {
    const check = await validator({ type: 'object', additionalProperties: { type: 'string' } });
    const value = { a: 'x', b: undefined };
    expect(check(value)).toEqual({ value: { a: 'x' } });
    expect('value' in check(value) && check(value)).not.toBe(value);
  });

  it.each<[name: string, value: unknown, message: string]>([
    ['a Map', new Map(), 'must be JSON, got [object Map]'],
    ['a Date', { at: new Date() }, 'must be JSON, got [object Date]'],
    ['NaN', [NaN], 'must be a finite number'],
    ['a bigint', 5n, 'must be JSON, got a value of type bigint'],
    ['nothing', undefined, 'must be JSON, got a value of type undefined'],
    ['holes', Object.assign([], { length: 4_294_967_295 }), 'must not have holes'],
    ['undefined in an array', [undefined], 'must be JSON, got a value of type undefined'],
    ['an own __proto__', JSON.parse('{"__proto__":{"a":1}}'), 'must not have the key __proto__'],
  ])('takes no %s', async (_name, value, message) => {
    const check = await validator(true);
    expect(check(value).issues?.[0]?.message).toBe(message);
  });

  it('ends for a value that holds itself, for a deep one, and for a schema that does', async () => {
    const self: unknown[] = [];
    self.push(self);
    const recursive = await validator({ items: { $ref: '#' } });
    expect(recursive(self).issues?.[0]).toEqual({ message: 'must not hold itself', path: [0] });
    const deep = JSON.parse(`${'['.repeat(5000)}${']'.repeat(5000)}`) as unknown;
    expect(recursive(deep).issues?.[0]?.message).toBe('must not be nested that deep');
    expect((await validator({ $ref: '#' }))(1).issues?.[0]?.message).toBe('is too deep to be checked');
  });

  it('takes the same object at two places', async () => {
    const shared = { a: 1 };
    expect((await validator(true))([shared, shared])).toEqual({ value: [shared, shared] });
  });

  it('does not take a name of Object.prototype for a property', async () => {
    const check = await validator({ type: 'object', required: ['toString'], properties: { constructor: { type: 'string' } } }); // prettier-ignore
    expect(check({}).issues).toBeDefined();
    expect(check({ toString: 1 }).issues).toBe(undefined);
  });
});
