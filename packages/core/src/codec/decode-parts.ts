import { decodeBase64 } from './base64.js';
import { MalformedTextError } from './codec-errors.js';
import * as format from './format.js';
import { primordials as p, setOwn } from './primordials.js';

export const NATIVE_ERRORS: { readonly [name: string]: true } = {
  EvalError: true, RangeError: true, ReferenceError: true, SyntaxError: true, TypeError: true, URIError: true,
}; // prettier-ignore

/** What stands under `$` when that is the object's only key. */
export function specialOf(slot: unknown): unknown {
  if (typeof slot !== 'object' || slot === null || !p.hasOwn(slot, '$')) return undefined;
  if (p.keys(slot).length !== 1) throw new MalformedTextError('$ among other keys');
  return (slot as { $: unknown }).$ ?? null;
}

/**
 * An empty array of a given length that takes no memory: V8 allocates room for up to 32 million elements when the
 * length of a fresh array is set, unless the array is a dictionary already.
 */
export function sparseArray(length: unknown): unknown[] {
  if (typeof length !== 'number' || !(length >= 0 && length < 2 ** 32) || length % 1 !== 0) {
    throw new MalformedTextError('not a length');
  }
  const array: unknown[] = [];
  setOwn(array, 2 ** 32 - 2, 0);
  delete array[2 ** 32 - 2];
  array.length = length;
  return array;
}

export function bufferOf(encoded: unknown): ArrayBuffer {
  const bytes = decodeBase64(asText(encoded));
  if (!bytes) throw new MalformedTextError('not base64');
  return bytes.buffer as ArrayBuffer;
}

export function bigintOf(digits: unknown): bigint {
  const text = asText(digits);
  // The time to read digits grows with their square.
  if (text.length > format.BIGINT_DIGITS + 1) throw new MalformedTextError('too many digits');
  return attempt(() => p.BigInt(text));
}

export function patternOf(source: unknown, flags: unknown): RegExp {
  const pattern = asText(source);
  const kinds = asText(flags);
  if (pattern.length > format.maximumPattern(kinds)) throw new MalformedTextError('too long a pattern');
  return attempt(() => new p.RegExp(pattern, kinds));
}

export function asPrimitive(value: unknown): unknown {
  if (value === null || value === undefined || typeof value === 'object')
    throw new MalformedTextError('not a primitive');
  return value;
}

export function asText(value: unknown): string {
  if (typeof value !== 'string') throw new MalformedTextError('not a text');
  return value;
}

/** Runs a constructor that may refuse what it is given. */
export function attempt<T>(construct: () => T): T {
  try {
    return construct();
  } catch {
    throw new MalformedTextError('refused');
  }
}
