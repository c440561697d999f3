/** A check of one field; answers whether the value is acceptable. */
export type Check = (value: unknown) => boolean;
export type Shape = { readonly [key: string]: Check };

const hasOwn = Object.prototype.hasOwnProperty;

/**
 * Whether `value` is a plain JSON object with exactly the keys of `shape`, each passing its check.
 * Extra keys are refused: a message that carries more than was agreed on is not from our prelude.
 */
export function matches(value: unknown, shape: Shape): value is Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const record = value as Record<string, unknown>;
  const expected = Object.keys(shape);
  const actual = Object.keys(record);
  if (actual.length !== expected.length) return false;
  for (const key of expected) {
    if (!hasOwn.call(record, key) || !shape[key]!(record[key])) return false;
  }
  return true;
}

export const text =
  (maximum: number): Check =>
  (value) =>
    typeof value === 'string' && value.length <= maximum;

export const integer =
  (minimum: number, maximum: number): Check =>
  (value) =>
    typeof value === 'number' && Number.isInteger(value) && value >= minimum && value <= maximum;

export const oneOf =
  (...allowed: readonly unknown[]): Check =>
  (value) =>
    allowed.includes(value);

export const orNull =
  (check: Check): Check =>
  (value) =>
    value === null || check(value);
