import fc from 'fast-check';
import ts from 'typescript';
import { checkPolicyDocument, type PolicyDescription } from '@codelets/runner';
import { describe, expect, it } from 'vitest';
import { compile } from '../../test/support/compile.js';
import { helpersFile } from './helpers-file.js';

function describePolicy(sections: object): PolicyDescription {
  const { problems, description } = checkPolicyDocument({ version: 1, ...sections });
  expect(problems).toEqual([]);
  return description!;
}

const typesOf = (sections: object): string => helpersFile(describePolicy(sections));
const ofSchema = (input: unknown): string => typesOf({ capabilities: { db: { find: { input } } } });
/** The type that stands for a schema, on one line. */
const typeOf = (schema: unknown): string =>
  /export type DbFindInput = (.*?);\n(?:\n|$)/s.exec(`${ofSchema(schema)}\n`)![1]!.replace(/\s+/g, ' ');

const sections = {
  capabilities: {
    orders: {
      find: {
        description: 'Finds orders.',
        input: {
          type: 'object',
          required: ['status'],
          additionalProperties: false,
          properties: { status: { enum: ['open', 'shipped'] }, limit: { type: 'integer' } },
        },
        output: {
          type: 'array',
          items: { $ref: '#/$defs/order' },
          $defs: { order: { type: 'object', required: ['id'], properties: { id: { type: 'string' }, parent: { $ref: '#/$defs/order' } } } },
        },
      },
      note: {},
    },
  },
  network: { allow: [{ origin: 'https://a.example' }] },
  env: { REGION: 'eu' },
}; // prettier-ignore

// The compiler reads its library before the first.
describe('the types of a policy', { timeout: 60_000 }, () => {
  const helpers = typesOf(sections);
  const codelet = (body: string): string => `import type { Codelet } from './helpers.js';
    export const main: Codelet<{ id: string }, unknown> = async (input, { orders, logger, env, random, now, fetch }) => {
      ${body}
    };`;
  const check = (body: string): string[] => compile({ 'helpers.ts': helpers, 'codelet.ts': codelet(body) });

  it('take a codelet that uses what is there', () => {
    const body = `
      logger.info('Processing', input.id.length);
      const found = await orders.find({ status: 'open', limit: 5 });
      const first: string | undefined = found[0]?.parent?.id;
      await orders.note();
      await orders.note({ any: 1 });
      const response = await fetch('https://a.example/', { method: 'POST', body: 'x' });
      const numbers: number[] = [random(), now(), response.status];
      return { first, region: env.REGION.toUpperCase(), numbers };`;
    expect(check(body)).toEqual([]);
    // With the types of a browser, \`fetch\` is theirs.
    const files = { 'helpers.ts': helpers, 'codelet.ts': codelet('return (await fetch(new URL("https://a.example"))).blob();') }; // prettier-ignore
    expect(compile(files, { lib: ['lib.es2022.d.ts', 'lib.dom.d.ts'] })).toEqual([]);
    expect(compile(files)).not.toEqual([]);
  });

  it('compile as the declarations that they are', () => {
    expect(compile({ 'helpers.d.ts': helpers }, { skipLibCheck: false })).toEqual([]);
  });

  it.each([
    ['a wrong argument', "await orders.find({ status: 'lost' });", '"lost"'],
    ['a missing argument', 'await orders.find({});', "'status' is missing"],
    ['no argument', 'await orders.find();', 'Expected 1 arguments'],
    ['a property too many', "await orders.find({ status: 'open', limt: 5 });", 'limt'],
    ['a wrong type', "await orders.find({ status: 'open', limit: '5' });", "'string' is not assignable"],
    [
      'an answer that is something else',
      "(await orders.find({ status: 'open' }))[0]?.id.toFixed();",
      'toFixed',
    ],
    ['an answer that was not awaited', "orders.find({ status: 'open' }).length;", 'length'],
    ['a function that is not granted', 'await orders.drop();', "'drop' does not exist"],
    ['a name that is not granted', 'env.SECRET;', "'SECRET' does not exist"],
    ['a level that is none', "logger.fatal('x');", "'fatal' does not exist"],
    ['a change', "(env as { REGION: string }).REGION = 'x'; env.REGION = 'us';", 'read-only'],
  ])('refuse %s', (_name, body, message) => {
    const [first, ...more] = check(body).map((line) => line.replaceAll('\'"lost"\'', '"lost"'));
    expect(first).toMatch(/^codelet\.ts\(3\) /);
    expect(first).toContain(message);
    expect(more).toEqual([]);
  });

  it('have no fetch where none is granted', () => {
    const text = typesOf({});
    expect(text).not.toContain('etch');
    expect(compile({ 'helpers.ts': text })).toEqual([]);
  });
});

describe('the type of a schema', { timeout: 60_000 }, () => {
  const types: readonly (readonly [schema: unknown, type: string])[] = [
    [true, 'unknown'],
    [false, 'never'],
    [{}, 'unknown'],
    [{ type: 'integer' }, 'number'],
    [{ type: ['string', 'null'] }, '(string | null)'],
    [{ const: 'a' }, '"a"'],
    [{ const: { a: [1, null, true] } }, '{ a: [1, null, true] }'],
    [{ enum: ['a', 1, null] }, '("a" | 1 | null)'],
    [{ type: 'array' }, 'Array<unknown>'],
    [{ type: 'array', items: { type: ['string', 'number'] } }, 'Array<(string | number)>'],
    [{ items: { type: 'string' } }, 'Array<string>'],
    [{ type: 'array', prefixItems: [{ type: 'string' }, { type: 'number' }], minItems: 1 }, '[string, (number)?, ...(unknown)[]]'],
    [{ type: 'array', prefixItems: [{ type: 'string' }], minItems: 1, items: false }, '[string]'],
    [{ type: 'object' }, '{ [name: string]: unknown }'],
    [{ type: 'object', additionalProperties: { type: 'number' } }, '{ [name: string]: number }'],
    [{ type: 'object', additionalProperties: false }, '{ [name: string]: never }'],
    [{ type: 'object', patternProperties: { '^a': { type: 'number' } } }, '{ [name: string]: unknown }'],
    [{ properties: { a: { type: 'string' } }, required: ['b'] }, '{ a?: string; b: unknown; }'],
    [{ type: 'object', properties: { a: { type: 'string' } }, additionalProperties: { type: 'string' } }, '{ a?: string; [name: string]: unknown; }'],
    [{ properties: { 'a-b': true, '"': true, default: true } }, '{ "a-b"?: unknown; "\\""?: unknown; default?: unknown; }'],
    [{ anyOf: [{ type: 'string' }, { type: 'string' }, { type: 'null' }] }, '(string | null)'],
    [{ oneOf: [{ type: 'string' }, {}] }, 'unknown'],
    [{ allOf: [{ type: 'string' }, { anyOf: [{ const: 'a' }, { const: 'b' }] }] }, '(string & ("a" | "b"))'],
    [{ not: { type: 'string' } }, 'unknown'],
    [{ type: 'object', properties: { next: { $ref: '#' } } }, '{ next?: DbFindInput; }'],
    [{ $ref: '#' }, 'unknown'],
    [{ anyOf: [{ $ref: '#/$defs/a' }, { type: 'string' }], $defs: { a: { $ref: '#' } } }, 'unknown'],
    [{ $ref: '#/$defs/a~1b%20c', $defs: { 'a/b c': { type: 'string' } } }, 'DbFindInputABC'],
  ]; // prettier-ignore

  it.each(types)('%j', (schema, type) => expect(typeOf(schema)).toBe(type));

  it('compiles', () => {
    const members = Object.fromEntries(types.map(([input], index) => [`f${index}`, { input }]));
    expect(compile({ 'helpers.ts': typesOf({ capabilities: { db: members } }) })).toEqual([]);
  });

  it('has one name for one place, and names of their own for others', () => {
    const schema = { $defs: { input: { type: 'string' }, Input: { type: 'number' } }, properties: { a: { $ref: '#/$defs/input' }, b: { $ref: '#/$defs/Input' }, c: { $ref: '#/$defs/input' } } }; // prettier-ignore
    const text = ofSchema(schema);
    expect(text).toContain('a?: DbFindInputInput;');
    expect(text).toContain('b?: DbFindInputInput2;');
    expect(text.match(/DbFindInputInput = /g)).toHaveLength(1);
    const clash = typesOf({ capabilities: { a: { b_c: { input: true } }, a_b: { c: { input: true } } } });
    expect(clash.match(/export type \w+/g)).toEqual(['export type Codelet', 'export type ABCInput', 'export type ABCInput2']); // prettier-ignore
  });
});

/** Statements and members of a file, without their comments: what an injection would add to. */
function shape(text: string): string[] {
  const source = ts.createSourceFile('helpers.ts', text, ts.ScriptTarget.ES2022, true);
  const names: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isTypeElement(node) || ts.isInterfaceDeclaration(node) || ts.isTypeAliasDeclaration(node)) names.push(node.name ? JSON.stringify((node.name as ts.Identifier).text) : 'index'); // prettier-ignore
    if (ts.isStatement(node) && !ts.isInterfaceDeclaration(node) && !ts.isTypeAliasDeclaration(node)) names.push('STATEMENT'); // prettier-ignore
    ts.forEachChild(node, visit);
  };
  ts.forEachChild(source, visit);
  return names;
}

describe('texts of a policy', () => {
  const nasty = fc.oneof(
    fc.array(fc.constantFrom('*/', '*', '/', '\n', '\r', '\u2028', '\u0000', '\u202e', '`', '${', '"', '\\', 'export const evil = 1;', '}', '//', 'x'), { maxLength: 8 }).map((parts) => parts.join('')),
    fc.string({ unit: 'binary', maxLength: 12 }),
  ); // prettier-ignore

  it('stay texts: they add nothing to the file, and hide nothing in it', () => {
    const policy = (text: string, name: string): object => ({
      capabilities: {
        db: { find: { description: text, input: { title: text, properties: { [name]: { description: text, enum: [text, { [name]: 1 }] } } } } },
      },
    }); // prettier-ignore
    const usual = shape(typesOf(policy('text', 'name')));
    fc.assert(
      fc.property(nasty, nasty, (text, name) => {
        fc.pre(name !== '__proto__');
        const file = typesOf(policy(text, name));
        expect(file).not.toMatch(/[^\P{Cc}\n]|\p{Cf}|\u2028|\u2029/u);
        expect(shape(file).map((found) => (found === JSON.stringify(name) ? '"name"' : found))).toEqual(
          usual,
        );
      }),
    );
  });
});

describe('any schema', () => {
  const type = fc.constantFrom('null', 'boolean', 'object', 'array', 'number', 'integer', 'string');
  const name = fc.constantFrom('a', 'b-c', 'order', 'default', '$x', '1');
  const { schema } = fc.letrec<{ schema: unknown }>((tie) => ({
    schema: fc.oneof(
      { maxDepth: 3 },
      fc.boolean(),
      fc.record({ $ref: fc.constantFrom('#', '#/$defs/a', '#/$defs/b') }),
      fc.record({ type: fc.oneof(type, fc.uniqueArray(type, { minLength: 1, maxLength: 3 })) }),
      fc.record({ enum: fc.array(fc.jsonValue({ maxDepth: 1 }).filter((value) => !JSON.stringify(value).includes('__proto__')), { minLength: 1, maxLength: 3 }) }),
      fc.record(
        {
          type: type.map((found) => (found === 'array' ? 'object' : found)),
          properties: fc.dictionary(name, tie('schema'), { maxKeys: 3, noNullPrototype: true }),
          required: fc.uniqueArray(name, { maxLength: 2 }),
          additionalProperties: tie('schema'),
        },
        { requiredKeys: ['properties'] },
      ),
      fc.record({ type: fc.constant('array'), prefixItems: fc.array(tie('schema'), { minLength: 1, maxLength: 3 }), items: tie('schema'), minItems: fc.nat(4) }, { requiredKeys: ['type'] }),
      fc.record({ anyOf: fc.array(tie('schema'), { minLength: 1, maxLength: 3 }), allOf: fc.array(tie('schema'), { minLength: 1, maxLength: 2 }) }, { requiredKeys: [] }),
    ),
  })); // prettier-ignore

  it('has a type that compiles', { timeout: 60_000 }, () => {
    const some = fc.tuple(schema, schema, schema).map(([a, b, root]) => ({ type: 'object', properties: { root: root as object }, $defs: { a, b } })); // prettier-ignore
    fc.assert(
      fc.property(fc.array(some, { minLength: 20, maxLength: 20 }), (schemas) => {
        const members = Object.fromEntries(schemas.map((input, index) => [`f${index}`, { input, output: { $defs: input.$defs, anyOf: [input.properties.root] } }])); // prettier-ignore
        expect(compile({ 'helpers.ts': typesOf({ capabilities: { db: members } }) })).toEqual([]);
      }),
      { numRuns: 15, endOnFailure: true },
    );
  });
});
