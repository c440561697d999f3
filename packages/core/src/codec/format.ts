/**
 * The text form of values that cross the wall. The first character says which:
 *
 *   `=`  JSON, for values that JSON carries exactly
 *   `#`  a JSON array of roots; the value is the first. Roots beyond it hold what was nested too deeply to be inline
 *
 * In a `#` text, what JSON cannot carry stands as an object whose only key is `$`:
 *
 *   {"$": n}  n < 0: a constant below; n >= 0: the n-th object met on the way through all roots (shared, cyclic)
 *   {"$": ["o", key, slot, …]}            object with a key that may not stand in JSON: `$`, or one with escapes
 *   {"$": ["s", length, key, slot, …]}    array with holes or named properties
 *   {"$": ["m", slot, slot, …]}  Map      {"$": ["e", slot, …]}       Set
 *   {"$": ["d", ms | null]}      Date     {"$": ["r", source, flags]} RegExp
 *   {"$": ["i", digits]}         BigInt   {"$": ["p", slot]}          boxed primitive
 *   {"$": ["b", base64]}   ArrayBuffer    {"$": ["v", name, slot, offset, length]}  view on an ArrayBuffer
 *   {"$": ["x", name, message, slot]}     Error and its cause (ABSENT without one)
 *   {"$": ["f", root]}                    what stands in that root
 */
export const MARK_JSON = '=';
export const MARK_ROOTS = '#';

export const UNDEFINED = -1;
export const NOT_A_NUMBER = -2;
export const POSITIVE_INFINITY = -3;
export const NEGATIVE_INFINITY = -4;
export const NEGATIVE_ZERO = -5;
export const ABSENT = -6;

/** Nesting within one root; deeper values continue in a root of their own, so that nobody recurses without bound. */
export const INLINE_DEPTH = 100;

/** Decimal digits of a BigInt that may cross: the time to read them grows with their square. */
export const BIGINT_DIGITS = 100_000;

/** The views that may be revived, with the size of an element in bytes. */
export const VIEW_ELEMENT_BYTES: { readonly [name: string]: number } = {
  Int8Array: 1, Uint8Array: 1, Uint8ClampedArray: 1, Int16Array: 2, Uint16Array: 2, Int32Array: 4, Uint32Array: 4,
  Float32Array: 4, Float64Array: 8, BigInt64Array: 8, BigUint64Array: 8, DataView: 1,
}; // prettier-ignore

/**
 * The length of a pattern that may cross. Reading one is a single call that nobody can interrupt, and every `\p{…}`
 * makes V8 compute with sets of characters: without a cap one result holds the service for seconds.
 */
export function maximumPattern(flags: string): number {
  let maximum = 10_000;
  for (let index = 0; index < flags.length; index += 1) {
    if (flags[index] === 'u') maximum = 500;
    if (flags[index] === 'v') maximum = 100;
  }
  return maximum;
}
