/**
 * The first difference between two values, as text; `undefined` when they have the same shape: types, prototypes,
 * own properties in order, holes, and which objects are one and the same. Iterative: values may nest deeply.
 */
export function graphDifference(left: unknown, right: unknown): string | undefined {
  const partners = new Map<object, object>();
  const owners = new Map<object, object>();
  const queue: [path: string, left: unknown, right: unknown][] = [['$', left, right]];
  for (;;) {
    const next = queue.pop();
    if (!next) return undefined;
    const [path, a, b] = next;
    if (typeof a !== 'object' || a === null || typeof b !== 'object' || b === null) {
      if (!Object.is(a, b)) return `${path}: ${String(a)} and ${String(b)}`;
      continue;
    }
    if (partners.has(a) || owners.has(b)) {
      if (partners.get(a) !== b || owners.get(b) !== a) return `${path}: other references`;
      continue;
    }
    partners.set(a, b);
    owners.set(b, a);
    if (Object.getPrototypeOf(a) !== Object.getPrototypeOf(b)) return `${path}: other prototypes`;
    const [ours, theirs] = [partsOf(a), partsOf(b)];
    if (ours.length !== theirs.length) return `${path}: ${ours.length} and ${theirs.length} parts`;
    for (let index = 0; index < ours.length; index += 1) {
      queue.push([path.length > 200 ? path : `${path}.${index}`, ours[index], theirs[index]]);
    }
  }
}

function partsOf(value: object): unknown[] {
  const own = Object.keys(value).flatMap((key) => [key, (value as Record<string, unknown>)[key]]);
  if (Array.isArray(value)) return [value.length, ...own];
  if (value instanceof Map) return [...value].flat(1).concat(own);
  if (value instanceof Set) return [...value, ...own];
  if (value instanceof Date) return [value.getTime(), ...own];
  if (value instanceof RegExp) return [value.source, value.flags, value.lastIndex, ...own];
  if (value instanceof Error) return [value.name, value.message, value.cause, ...own];
  if (value instanceof ArrayBuffer) return [value.byteLength, ...new Uint8Array(value)];
  if (ArrayBuffer.isView(value)) return [value.buffer, value.byteOffset, value.byteLength];
  if (
    value instanceof String ||
    value instanceof Number ||
    value instanceof Boolean ||
    value instanceof BigInt
  ) {
    return [value.valueOf()];
  }
  return own;
}
