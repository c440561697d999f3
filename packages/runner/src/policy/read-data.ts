import { quoted, typeOf } from '../options/check.js';
import { under, type Problems } from './problems.js';

/**
 * The own enumerable data of a plain object, each value read once: what was checked is what is used. Getters could
 * answer something else the second time; what is inherited could come from a polluted prototype.
 */
export function readRecord(
  value: unknown,
  path: string,
  problems: Problems,
): ReadonlyMap<string, unknown> | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return problems.add(path, `must be an object, got ${typeOf(value)}`);
  // Methods of a class stand on its prototype: taken for an empty group, they would be lost without a word.
  if (!isPlain(value)) return problems.add(path, 'must be a plain object, got an instance of a class');
  const record = new Map<string, unknown>();
  for (const key of Reflect.ownKeys(value)) {
    const property = Reflect.getOwnPropertyDescriptor(value, key);
    if (!property?.enumerable) continue;
    if (typeof key === 'symbol') problems.add(path, 'must not have a symbol for a key');
    else if (!('value' in property)) problems.add(under(path, key), 'must be data, got a getter');
    else record.set(key, property.value);
  }
  return record;
}

/** The fields of an object that has no others; a field that is `undefined` is not there. */
export function readFields<Name extends string>(
  value: unknown,
  path: string,
  names: readonly Name[],
  problems: Problems,
): { readonly [Field in Name]?: unknown } | undefined {
  const record = readRecord(value, path, problems);
  if (!record) return undefined;
  const fields: { [Field in Name]?: unknown } = Object.create(null) as object;
  for (const [key, field] of record) {
    if ((names as readonly string[]).includes(key)) fields[key as Name] = field;
    else problems.add(path, `does not know the field ${quoted(key)}; it has ${names.join(', ')}`);
  }
  return fields;
}

/** The elements of an array, each read once. */
export function readArray(
  value: unknown,
  path: string,
  maximum: number,
  problems: Problems,
): readonly unknown[] | undefined {
  if (!Array.isArray(value)) return problems.add(path, `must be an array, got ${typeOf(value)}`);
  if (value.length > maximum) return problems.add(path, `must have at most ${maximum} elements`);
  return Array.from(value as readonly unknown[]);
}

export function readInteger(
  value: unknown,
  path: string,
  [minimum, maximum]: readonly [number, number],
  problems: Problems,
): number | undefined {
  if (typeof value === 'number' && Number.isInteger(value) && value >= minimum && value <= maximum)
    return value + 0; // not -0: it is written as 0
  const shown = typeof value === 'number' ? String(value) : typeOf(value);
  return problems.add(path, `must be an integer from ${minimum} to ${maximum}, got ${shown}`);
}

export function readText(
  value: unknown,
  path: string,
  maximum: number,
  problems: Problems,
): string | undefined {
  if (typeof value !== 'string') return problems.add(path, `must be a string, got ${typeOf(value)}`);
  if (value.length > maximum) return problems.add(path, `must have at most ${maximum} characters`);
  return value;
}

/** Also of another realm, and the namespace of a module. */
export function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}
