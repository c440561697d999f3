import { isDense, isPlain } from './children.js';

/**
 * How values that JSON cannot carry stand in `--json`: as an object whose first key is `$type`. The README has a table
 * of these for users; a plain object that has a key `$type` itself is written as entries, so that nothing is ambiguous.
 */
export type Tagged =
  | { readonly kind: 'text'; readonly json: string }
  | { readonly kind: 'array'; readonly items: readonly unknown[] }
  | { readonly kind: 'object'; readonly entries: readonly (readonly [string, unknown])[] };

const TYPE = '$type';

/**
 * One level of a value in a form that can be written as JSON; what it holds is still to be converted. `escape_type`:
 * whether an object that has a key `$type` itself may not be mistaken for a tag.
 */
export function tag(value: unknown, escape_type: boolean): Tagged {
  switch (typeof value) {
    case 'string':
    case 'boolean':
      return { kind: 'text', json: JSON.stringify(value) };
    case 'number':
      return tagNumber(value);
    case 'bigint':
      return tagged('bigint', [['value', String(value)]]);
    case 'object':
      return value === null ? { kind: 'text', json: 'null' } : tagObject(value, escape_type);
    default:
      return tagged('undefined', []);
  }
}

/** The first occurrence of an object that `ref` points to further on. */
export function tagShared(id: number, inner: unknown): Tagged {
  return tagged('shared', [
    ['id', id],
    ['value', inner],
  ]);
}

/** An object that was written already, or that is still being written. */
export function tagReference(id: number): Tagged {
  return tagged('ref', [['id', id]]);
}

function tagNumber(value: number): Tagged {
  if (Number.isFinite(value) && !Object.is(value, -0)) return { kind: 'text', json: String(value) };
  return tagged('number', [['value', Object.is(value, -0) ? '-0' : String(value)]]);
}

function tagObject(value: object, escape_type: boolean): Tagged {
  if (Array.isArray(value)) return tagArray(value);
  if (value instanceof Map) return tagged('Map', [['entries', [...value]]]);
  if (value instanceof Set) return tagged('Set', [['values', [...value]]]);
  if (value instanceof Date) return tagged('Date', [['value', isoOf(value)]]);
  if (value instanceof RegExp) {
    return tagged('RegExp', [
      ['source', value.source],
      ['flags', value.flags],
    ]);
  }
  if (value instanceof Error) return tagError(value);
  return tagBinary(value) ?? tagBoxed(value) ?? tagPlain(value, escape_type);
}

function tagArray(value: readonly unknown[]): Tagged {
  if (isDense(value)) return { kind: 'array', items: value };
  return tagged('Array', [
    ['length', value.length],
    ['entries', Object.entries(value)],
  ]);
}

function tagError(error: Error): Tagged {
  return tagged('Error', [
    ['name', error.name],
    ['message', error.message],
    ...('cause' in error ? [['cause', error.cause] as const] : []),
  ]);
}

function tagBinary(value: object): Tagged | undefined {
  if (value instanceof ArrayBuffer) return tagged('ArrayBuffer', [['base64', base64Of(value)]]);
  if (!ArrayBuffer.isView(value)) return undefined;
  const name = String((value as unknown as Record<symbol, unknown>)[Symbol.toStringTag]);
  if (value instanceof DataView) {
    return tagged(name, [['base64', base64Of(value.buffer, value.byteOffset, value.byteLength)]]);
  }
  return tagged(name, [['values', Array.from(value as Uint8Array)]]);
}

function tagBoxed(value: object): Tagged | undefined {
  if (
    !(
      value instanceof Number ||
      value instanceof String ||
      value instanceof Boolean ||
      value instanceof BigInt
    )
  ) {
    return undefined;
  }
  return tagged(value.constructor.name, [['value', value.valueOf()]]);
}

function tagPlain(value: object, escape_type: boolean): Tagged {
  const entries = Object.entries(value);
  if (isPlain(value) && !(escape_type && Object.hasOwn(value, TYPE))) return { kind: 'object', entries };
  return tagged('Object', [['entries', entries]]);
}

function tagged(type: string, entries: readonly (readonly [string, unknown])[]): Tagged {
  return { kind: 'object', entries: [[TYPE, type], ...entries] };
}

function isoOf(date: Date): string | null {
  return Number.isNaN(date.getTime()) ? null : date.toISOString();
}

function base64Of(buffer: ArrayBufferLike, offset = 0, length = buffer.byteLength): string {
  return Buffer.from(buffer, offset, length).toString('base64');
}
