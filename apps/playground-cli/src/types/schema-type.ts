import type { JsonSchema } from '@codelets/runner';
import { docComment, propertyName, stringLiteral } from './ts-text.js';

type Keywords = Exclude<JsonSchema, boolean>;

/** The name of the type that stands for the schema at a JSON pointer such as `/$defs/order`. */
export type Refer = (pointer: string) => string;

const UNKNOWN = 'unknown';
const OBJECT_KEYWORDS = ['properties', 'required', 'additionalProperties', 'patternProperties'];
const ARRAY_KEYWORDS = ['items', 'prefixItems'];

/**
 * A JSON Schema as a TypeScript type. What a type cannot say (`not`, `if`, ranges, patterns) is left out, so that the
 * type takes more; keywords of objects without `type` are taken to mean objects, as their authors do.
 */
export function schemaType(schema: JsonSchema, refer: Refer, indent = ''): string {
  if (typeof schema === 'boolean') return schema ? UNKNOWN : 'never';
  const { $ref, anyOf, oneOf, allOf } = schema as { [keyword: string]: unknown };
  const inner = (part: unknown): string => schemaType(part as JsonSchema, refer, indent);
  const parts = [
    ownType(schema, refer, indent),
    ...(typeof $ref === 'string' ? [refer(pointerOf($ref))] : []),
    ...(Array.isArray(allOf) ? allOf.map(inner) : []),
    ...[anyOf, oneOf].filter(Array.isArray).map((schemas) => union(schemas.map(inner))),
  ];
  return intersection(parts);
}

function ownType(schema: Keywords, refer: Refer, indent: string): string {
  const { type, enum: values } = schema as { type?: unknown; enum?: unknown };
  if ('const' in schema) return literal(schema['const']);
  if (Array.isArray(values)) return union(values.map((value) => literal(value)));
  const names =
    type === undefined ? impliedTypes(schema) : Array.isArray(type) ? (type as unknown[]) : [type];
  return names.length === 0 ? UNKNOWN : union(names.map((name) => typeOfName(name, schema, refer, indent)));
}

function impliedTypes(schema: Keywords): string[] {
  if (OBJECT_KEYWORDS.some((keyword) => keyword in schema)) return ['object'];
  return ARRAY_KEYWORDS.some((keyword) => keyword in schema) ? ['array'] : [];
}

function typeOfName(name: unknown, schema: Keywords, refer: Refer, indent: string): string {
  switch (name) {
    case 'object':
      return objectType(schema, refer, indent);
    case 'array':
      return arrayType(schema, refer, indent);
    case 'integer':
      return 'number';
    default:
      return String(name);
  }
}

function objectType(schema: Keywords, refer: Refer, indent: string): string {
  const properties = (schema['properties'] ?? {}) as Readonly<Record<string, JsonSchema>>;
  const required = (schema['required'] ?? []) as readonly string[];
  const more = schema['additionalProperties'] as JsonSchema | undefined;
  const deeper = `${indent}  `;
  const members = Object.entries(properties).map(([name, property]) => {
    const comment = docComment(descriptionOf(property), deeper);
    const mark = required.includes(name) ? '' : '?';
    return `${comment}${deeper}${propertyName(name)}${mark}: ${schemaType(property, refer, deeper)};\n`;
  });
  for (const name of required)
    if (!Object.hasOwn(properties, name)) members.push(`${deeper}${propertyName(name)}: ${UNKNOWN};\n`);
  if (members.length === 0) {
    const value = 'patternProperties' in schema ? UNKNOWN : schemaType(more ?? true, refer, indent);
    return `{ [name: string]: ${value} }`;
  }
  // An index signature has to fit the properties as well, so that it cannot say more.
  if ((more !== undefined && more !== false) || 'patternProperties' in schema)
    members.push(`${deeper}[name: string]: ${UNKNOWN};\n`);
  return `{\n${members.join('')}${indent}}`;
}

function arrayType(schema: Keywords, refer: Refer, indent: string): string {
  const first = schema['prefixItems'] as readonly JsonSchema[] | undefined;
  const items = schema['items'] as JsonSchema | undefined;
  const rest = items === undefined ? UNKNOWN : schemaType(items, refer, indent);
  if (!first) return `Array<${rest}>`;
  const least = typeof schema['minItems'] === 'number' ? schema['minItems'] : 0;
  const elements = first.map((element, index) => {
    const type = schemaType(element, refer, indent);
    return index < least ? type : `(${type})?`;
  });
  // Not `...Array<T>`: TypeScript then wants to know T at once, which a type that holds itself cannot tell.
  return `[${[...elements, ...(items === false ? [] : [`...(${rest})[]`])].join(', ')}]`;
}

/** A constant of JSON as the type of exactly it. */
function literal(value: unknown): string {
  if (typeof value === 'string') return stringLiteral(value);
  if (typeof value !== 'object' || value === null) return String(value);
  if (Array.isArray(value)) return `[${value.map((element) => literal(element)).join(', ')}]`;
  const members = Object.entries(value).map(([name, member]) => `${propertyName(name)}: ${literal(member)}`);
  return members.length === 0 ? '{ [name: string]: never }' : `{ ${members.join('; ')} }`;
}

function union(types: readonly string[]): string {
  const distinct = [...new Set(types)].filter((type) => type !== 'never');
  if (distinct.length === 0) return 'never';
  if (distinct.includes(UNKNOWN)) return UNKNOWN;
  return distinct.length === 1 ? distinct[0]! : `(${distinct.join(' | ')})`;
}

function intersection(types: readonly string[]): string {
  const distinct = [...new Set(types)].filter((type) => type !== UNKNOWN);
  if (distinct.length === 0) return UNKNOWN;
  return distinct.length === 1 ? distinct[0]! : `(${distinct.join(' & ')})`;
}

/** The JSON pointer in a reference such as `#/$defs/order`. */
export function pointerOf(reference: string): string {
  return decodeURIComponent(reference.slice(1));
}

export function descriptionOf(schema: JsonSchema): string | undefined {
  const { description, title } = (typeof schema === 'boolean' ? {} : schema) as {
    [keyword: string]: unknown;
  };
  const text = description ?? title;
  return typeof text === 'string' ? text : undefined;
}
