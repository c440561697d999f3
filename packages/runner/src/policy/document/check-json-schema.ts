import { quoted, typeOf } from '../../options/check.js';
import { under, type Problems } from '../problems.js';
import { readArray, readRecord } from '../read-data.js';
import { DIALECT, FORMATS, KEYWORDS, TYPE_NAMES, type JsonSchema, type KeywordKind } from './json-schema.js';

const MAXIMUM_DEPTH = 64;
const MAXIMUM_LENGTH = 10_000;

interface Walk {
  readonly problems: Problems;
  /** Where there is a schema, as JSON pointers. */
  readonly places: Set<string>;
  readonly references: { readonly path: string; readonly pointer: string }[];
}

/** Checks a JSON Schema of a policy document. `undefined` where it is none. */
export function checkJsonSchema(value: unknown, path: string, problems: Problems): JsonSchema | undefined {
  const found = problems.list.length;
  const walk: Walk = { problems, places: new Set(), references: [] };
  checkSchema(value, path, '', 0, walk);
  for (const { path: place, pointer } of walk.references)
    if (!walk.places.has(pointer))
      problems.add(place, `must point to a schema in this one, got ${quoted(`#${pointer}`)}`);
  if (problems.list.length > found) return undefined;
  return value as JsonSchema;
}

function checkSchema(value: unknown, path: string, pointer: string, depth: number, walk: Walk): void {
  walk.places.add(pointer);
  if (typeof value === 'boolean') return;
  if (depth > MAXIMUM_DEPTH) return void walk.problems.add(path, 'must not be nested that deep');
  for (const [keyword, member] of readRecord(value, path, walk.problems) ?? []) {
    const place = under(path, keyword);
    const kind = KEYWORDS.get(keyword);
    if (kind === undefined) walk.problems.add(path, `has a keyword that is not known: ${quoted(keyword)}`);
    else if (kind === 'special') checkSpecial(keyword, member, place, walk);
    else checkKeyword(kind, member, { path: place, pointer: `${pointer}/${escape(keyword)}`, depth }, walk);
  }
}

interface Place {
  readonly path: string;
  readonly pointer: string;
  readonly depth: number;
}

function checkKeyword(kind: KeywordKind, value: unknown, { path, pointer, depth }: Place, walk: Walk): void {
  const { problems } = walk;
  switch (kind) {
    case 'schema':
      return checkSchema(value, path, pointer, depth + 1, walk);
    case 'schemas': {
      const schemas = readArray(value, path, MAXIMUM_LENGTH, problems);
      if (schemas?.length === 0) problems.add(path, 'must not be empty');
      for (const [index, schema] of schemas?.entries() ?? [])
        checkSchema(schema, `${path}[${index}]`, `${pointer}/${index}`, depth + 1, walk);
      return;
    }
    case 'schema map':
    case 'pattern map':
      for (const [name, schema] of readRecord(value, path, problems) ?? []) {
        if (kind === 'pattern map') checkPattern(name, under(path, name), problems);
        checkSchema(schema, under(path, name), `${pointer}/${escape(name)}`, depth + 1, walk);
      }
      return;
    case 'names map':
      for (const [name, names] of readRecord(value, path, problems) ?? [])
        checkNames(names, under(path, name), problems);
      return;
    case 'names':
      return checkNames(value, path, problems);
    case 'anything':
      return;
    default:
      return checkScalar(kind, value, path, problems);
  }
}

function checkScalar(kind: KeywordKind, value: unknown, path: string, problems: Problems): void {
  const refuse = (wanted: string): void => void problems.add(path, `must be ${wanted}, got ${typeOf(value)}`);
  if (kind === 'text' && typeof value !== 'string') refuse('a string');
  if (kind === 'flag' && typeof value !== 'boolean') refuse('true or false');
  if (kind === 'number' && !Number.isFinite(value)) refuse('a number');
  if (kind === 'number' && path.endsWith('.multipleOf') && !((value as number) > 0)) refuse('greater than 0');
  if (kind === 'count' && !(Number.isSafeInteger(value) && (value as number) >= 0))
    refuse('an integer of at least 0');
}

function checkSpecial(keyword: string, value: unknown, path: string, walk: Walk): void {
  const { problems } = walk;
  switch (keyword) {
    case '$schema':
      if (value !== DIALECT) problems.add(path, `must be ${DIALECT}`);
      return;
    case '$ref': {
      const pointer = typeof value === 'string' ? pointerOf(value) : undefined;
      // Nothing is ever fetched.
      if (pointer === undefined) problems.add(path, 'must be a place in this schema, such as #/$defs/order');
      else walk.references.push({ path, pointer });
      return;
    }
    case 'type': {
      const names = Array.isArray(value) ? (value as unknown[]) : [value];
      if (names.length === 0 || !names.every((name) => (TYPE_NAMES as readonly unknown[]).includes(name)))
        problems.add(path, `must be one or some of ${TYPE_NAMES.join(', ')}`);
      return;
    }
    case 'enum':
      if (readArray(value, path, MAXIMUM_LENGTH, problems)?.length === 0)
        problems.add(path, 'must not be empty');
      return;
    case 'pattern':
      return checkPattern(value, path, problems);
    case 'format':
      if (!FORMATS.includes(value as string)) problems.add(path, `must be one of ${FORMATS.join(', ')}`);
      return;
    default:
      // Every element is compared with every other: a codelet could hold the service's event loop with a long array.
      if (value !== false) problems.add(path, 'cannot be asked for: check it in the function');
  }
}

function checkPattern(value: unknown, path: string, problems: Problems): void {
  try {
    if (typeof value === 'string') return void new RegExp(value, 'u');
  } catch {
    // Said below.
  }
  problems.add(path, 'must be a regular expression that holds with the flag u');
}

function checkNames(value: unknown, path: string, problems: Problems): void {
  const names = readArray(value, path, MAXIMUM_LENGTH, problems);
  if (names && !names.every((name) => typeof name === 'string'))
    problems.add(path, 'must be an array of strings');
}

function pointerOf(reference: string): string | undefined {
  if (!/^#(?:\/|$)/.test(reference)) return undefined;
  try {
    return decodeURIComponent(reference.slice(1));
  } catch {
    return undefined;
  }
}

function escape(key: string): string {
  return key.replaceAll('~', '~0').replaceAll('/', '~1');
}
