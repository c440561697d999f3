/** A JSON Schema, draft 2020-12, in the part of it that a policy document may use. */
export type JsonSchema = boolean | { readonly [keyword: string]: unknown };

export const TYPE_NAMES = ['null', 'boolean', 'object', 'array', 'number', 'integer', 'string'] as const;

/**
 * Those that the validator knows; of others it would check nothing. Left out is `url`, which is of no draft: its pattern
 * takes minutes for some texts of 100 KB.
 */
export const FORMATS: readonly string[] = [
  'date', 'time', 'date-time', 'duration', 'email', 'hostname', 'ipv4', 'ipv6', 'uri', 'uri-reference',
  'uri-template', 'uuid', 'json-pointer', 'json-pointer-uri-fragment', 'relative-json-pointer', 'regex',
]; // prettier-ignore

export const DIALECT = 'https://json-schema.org/draft/2020-12/schema';

/** What stands behind a keyword. */
export type KeywordKind =
  | 'schema'
  | 'schemas'
  | 'schema map'
  | 'pattern map'
  | 'count'
  | 'number'
  | 'text'
  | 'flag'
  | 'anything'
  | 'names'
  | 'names map'
  | 'special';

/**
 * Every keyword that counts. Others are refused: JSON Schema ignores what it does not know, so that a wall would be
 * missing where a keyword is misspelt.
 */
export const KEYWORDS: ReadonlyMap<string, KeywordKind> = new Map<string, KeywordKind>([
  ...all('schema', ['items', 'contains', 'additionalProperties', 'propertyNames', 'not', 'if', 'then', 'else', 'unevaluatedProperties', 'unevaluatedItems']),
  ...all('schemas', ['prefixItems', 'allOf', 'anyOf', 'oneOf']),
  ...all('schema map', ['$defs', 'definitions', 'properties', 'dependentSchemas']),
  ...all('pattern map', ['patternProperties']),
  ...all('count', ['maxLength', 'minLength', 'maxItems', 'minItems', 'maxProperties', 'minProperties', 'minContains', 'maxContains']),
  ...all('number', ['minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum', 'multipleOf']),
  ...all('text', ['title', 'description', '$comment']),
  ...all('flag', ['deprecated', 'readOnly', 'writeOnly']),
  ...all('anything', ['default', 'examples', 'const']),
  ...all('names', ['required']),
  ...all('names map', ['dependentRequired']),
  ...all('special', ['$schema', '$ref', 'type', 'enum', 'pattern', 'format', 'uniqueItems']),
]); // prettier-ignore

function all(kind: KeywordKind, names: readonly string[]): [string, KeywordKind][] {
  return names.map((name) => [name, kind]);
}
