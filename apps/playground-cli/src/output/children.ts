/** What a value of the result holds, for walking it: everything that the codec revives and that holds other values. */
export function childrenOf(value: object): unknown[] {
  if (Array.isArray(value)) return isDense(value) ? value : Object.values(value);
  if (value instanceof Map) return [...value].flat();
  if (value instanceof Set) return [...value];
  if (value instanceof Error) return 'cause' in value ? [value.cause] : [];
  return isPlain(value) ? Object.values(value) : [];
}

/** An object that JSON writes as `{…}`. */
export function isPlain(value: object): value is Record<string, unknown> {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

/** Whether an array has no holes and no named properties; its length alone says nothing about what it holds. */
export function isDense(value: readonly unknown[]): boolean {
  const keys = Object.keys(value);
  return (
    keys.length === value.length && (keys.length === 0 || keys[keys.length - 1] === String(keys.length - 1))
  );
}
