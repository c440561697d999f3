import type { StandardIssue } from '@codelets/core';

const MAXIMUM_DEPTH = 200;

/** A copy of a value that is JSON data, or the issue that it is not. */
export type JsonData = { readonly value: unknown } | { readonly issue: StandardIssue };

/**
 * What crosses a wall may be more than JSON: a `Map`, a `Date`, a cycle. JSON Schema knows nothing of these, so that
 * they would pass for an object without properties; and a validator would follow a cycle for ever. Properties that are
 * `undefined` are left out, as `JSON.stringify` does.
 */
export function toJsonData(value: unknown): JsonData {
  const path: PropertyKey[] = [];
  try {
    return { value: copy(value, path, new Set()) };
  } catch (error) {
    if (error instanceof NotJson) return { issue: { message: error.message, path } };
    throw error;
  }
}

class NotJson extends Error {}

function copy(value: unknown, path: PropertyKey[], parents: Set<object>): unknown {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return value;
  if (typeof value === 'number') {
    if (Number.isFinite(value)) return value;
    throw new NotJson('must be a finite number');
  }
  if (typeof value !== 'object') throw new NotJson(`must be JSON, got a value of type ${typeof value}`);
  if (parents.has(value)) throw new NotJson('must not hold itself');
  if (path.length > MAXIMUM_DEPTH) throw new NotJson('must not be nested that deep');
  parents.add(value);
  const copied = Array.isArray(value) ? copyArray(value, path, parents) : copyObject(value, path, parents);
  parents.delete(value);
  return copied;
}

function copyArray(value: readonly unknown[], path: PropertyKey[], parents: Set<object>): unknown[] {
  // Not by its length: a sparse array claims any without having it.
  if (Object.keys(value).length !== value.length) throw new NotJson('must not have holes');
  return value.map((element, index) => copyMember(element, index, path, parents));
}

function copyObject(value: object, path: PropertyKey[], parents: Set<object>): object {
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null)
    throw new NotJson(`must be JSON, got ${Object.prototype.toString.call(value)}`);
  const copied: Record<string, unknown> = {};
  for (const [key, member] of Object.entries(value)) {
    if (key === '__proto__') throw new NotJson('must not have the key __proto__');
    if (member !== undefined) copied[key] = copyMember(member, key, path, parents);
  }
  return copied;
}

/** The path stays as it is when the member is not JSON: it then says where. */
function copyMember(value: unknown, key: PropertyKey, path: PropertyKey[], parents: Set<object>): unknown {
  path.push(key);
  const copied = copy(value, path, parents);
  path.pop();
  return copied;
}
