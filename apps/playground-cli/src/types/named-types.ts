import type { JsonSchema } from '@codelets/runner';
import { descriptionOf, pointerOf, schemaType } from './schema-type.js';
import { docComment, typeName } from './ts-text.js';

/** The types at the top of a file, each with a name of its own. */
export class NamedTypes {
  readonly #taken: Set<string>;
  readonly #texts: string[] = [];

  constructor(taken: readonly string[]) {
    this.#taken = new Set(taken);
  }

  /** Declares the type of a schema, and those that it refers to. Answers its name. */
  declare(parts: readonly string[], schema: JsonSchema): string {
    const root = this.#take(parts);
    const names = new Map([['', root]]);
    const open: [pointer: string, name: string][] = [['', root]];
    const refer = (pointer: string): string => {
      const known = names.get(pointer);
      if (known !== undefined) return known;
      const name = this.#take([...parts, keysOf(pointer).at(-1) ?? '']);
      names.set(pointer, name);
      open.push([pointer, name]);
      return name;
    };
    for (let next = open.shift(); next; next = open.shift()) {
      const [pointer, name] = next;
      const found = lookUp(schema, pointer);
      const type = isCircular(schema, pointer) ? 'unknown' : schemaType(found, refer);
      this.#texts.push(`${docComment(descriptionOf(found), '')}export type ${name} = ${type};\n`);
    }
    return root;
  }

  toString(): string {
    return this.#texts.join('\n');
  }

  #take(parts: readonly string[]): string {
    const wanted = typeName(parts);
    let name = wanted;
    for (let count = 2; this.#taken.has(name); count += 1) name = `${wanted}${count}`;
    this.#taken.add(name);
    return name;
  }
}

/** Whether a schema is itself without anything in between, which TypeScript refuses and no value can fulfil. */
function isCircular(root: JsonSchema, start: string): boolean {
  const seen = new Set<string>();
  const open = referencesOf(lookUp(root, start));
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (next === start) return true;
    if (!seen.has(next)) open.push(...referencesOf(lookUp(root, next)));
    seen.add(next);
  }
  return false;
}

function referencesOf(schema: JsonSchema): string[] {
  if (typeof schema === 'boolean') return [];
  const { $ref, anyOf, oneOf, allOf } = schema as { [keyword: string]: unknown };
  const parts = [anyOf, oneOf, allOf].filter(Array.isArray).flat() as JsonSchema[];
  return [...(typeof $ref === 'string' ? [pointerOf($ref)] : []), ...parts.flatMap(referencesOf)];
}

/** The check of the document has seen that there is a schema at every pointer. */
function lookUp(schema: JsonSchema, pointer: string): JsonSchema {
  return keysOf(pointer).reduce<unknown>(
    (value, key) => (value as Record<string, unknown>)[key],
    schema,
  ) as JsonSchema;
}

function keysOf(pointer: string): string[] {
  const keys = pointer.split('/').slice(1);
  return keys.map((key) => key.replaceAll('~1', '/').replaceAll('~0', '~'));
}
