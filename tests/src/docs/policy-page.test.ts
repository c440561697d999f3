import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';
import { checkPolicyDocument } from '@codelets/runner';
import { describe, expect, it } from 'vitest';
import { readPage, sectionOf, tableRows } from './support/pages.js';

interface Node {
  readonly properties?: Readonly<Record<string, Node>>;
  readonly required?: readonly string[];
  readonly $ref?: string;
  readonly default?: unknown;
  readonly [keyword: string]: unknown;
}

const page = readPage('docs/policy.md');
const file = createRequire(import.meta.url).resolve('@codelets/runner/policy.schema.json');
const schema = JSON.parse(readFileSync(file, 'utf8')) as Node & { $defs: Record<string, Node> };

const resolved = (node: Node): Node =>
  node.$ref?.startsWith('#/$defs/') ? schema.$defs[node.$ref.slice(8)]! : node;

/** Every field of the published schema, as the table names it, with what it says about the default. */
function fields(node: Node, path: string): [name: string, value: string][] {
  const found = resolved(node);
  return Object.entries(found.properties ?? {}).flatMap(([key, property]) => {
    const name = `${path}${key}`;
    const { default: usual, ...rest } = resolved(property);
    const shown = usual === undefined ? '' : JSON.stringify(usual);
    const value = found.required?.includes(key) ? 'required' : shown;
    const inner = 'items' in rest && key === 'allow' ? fields(rest['items'] as Node, `${name}[].`) : fields(rest, `${name}.`);
    return [...(inner.length === 0 ? [[name, value] as [string, string]] : []), ...inner];
  });
} // prettier-ignore

describe('docs/policy.md', () => {
  const rows = tableRows(sectionOf(page, 'Fields')).map(([name = '', usual = '']) => [name.replaceAll('`', ''), usual] as const); // prettier-ignore
  const { capability, module } = schema.$defs as { capability: Node; module: Node };

  it('has every field of the schema with its default, and no other', () => {
    const {
      limits: _limits,
      capabilities: _capabilities,
      $schema: _schema,
      ...properties
    } = schema.properties!;
    const expected = [
      ...fields({ ...schema, properties } as Node, ''),
      ...fields(capability, 'capabilities.GROUP.NAME.'),
      ...fields(module, 'modules.SPECIFIER.'),
    ].filter(([name]) => name !== 'env' && name !== 'modules');
    const names = rows.map(([name]) => name);
    const whole = ['capabilities.GROUP.NAME', 'env.NAME', 'modules.SPECIFIER', 'limits.NAME'];
    expect([...names].sort()).toEqual([...expected.map(([name]) => name), ...whole].sort());
    for (const [name, usual] of expected)
      if (usual !== '') expect([name, new Map(rows).get(name)]).toEqual([name, usual]);
  });

  it('has an example that is a policy', () => {
    const [example] = page.blocks.filter(({ language }) => language === 'json');
    expect(checkPolicyDocument(JSON.parse(example!.code)).problems).toEqual([]);
  });
});
