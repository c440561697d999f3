/**
 * Whether two values are the same data: kinds, keys in their order, holes, and which parts are one object. Written for
 * these tests alone, so that no matcher's leniency hides a difference.
 */
export function same(
  left: unknown,
  right: unknown,
  pairs = new Map<object, object>(),
  back = new Map<object, object>(),
): boolean {
  if (typeof left !== 'object' || left === null || typeof right !== 'object' || right === null)
    return Object.is(left, right);
  if (pairs.has(left) || back.has(right)) return pairs.get(left) === right && back.get(right) === left;
  pairs.set(left, right);
  back.set(right, left);
  const next = (a: unknown, b: unknown): boolean => same(a, b, pairs, back);
  if (prototypeOf(left) !== prototypeOf(right)) return false;
  if (left instanceof Date) return Object.is(left.getTime(), (right as Date).getTime());
  if (left instanceof RegExp) return String(left) === String(right);
  if (left instanceof ArrayBuffer)
    return sameBytes(new Uint8Array(left), new Uint8Array(right as ArrayBuffer));
  if (ArrayBuffer.isView(left)) {
    const view = right as ArrayBufferView;
    return (
      left.byteOffset === view.byteOffset &&
      left.byteLength === view.byteLength &&
      next(left.buffer, view.buffer)
    );
  }
  if (left instanceof Map)
    return sameList([...left].flat(1), [...(right as Map<unknown, unknown>)].flat(1), next);
  if (left instanceof Set) return sameList([...left], [...(right as Set<unknown>)], next);
  if (left instanceof Error) {
    const other = right as Error;
    const hasCause = Object.hasOwn(left, 'cause');
    return (
      left.name === other.name &&
      left.message === other.message &&
      hasCause === Object.hasOwn(other, 'cause') &&
      (!hasCause || next(left.cause, other.cause))
    );
  }
  if ([Number, String, Boolean, BigInt].some((box) => left instanceof box))
    return Object.is(left.valueOf(), right.valueOf());
  if (Array.isArray(left) && left.length !== (right as unknown[]).length) return false;
  const keys = Object.keys(left);
  return (
    sameList(keys, Object.keys(right), Object.is) &&
    keys.every((key) => next(own(left, key), own(right, key)))
  );
}

const own = (value: object, key: string): unknown => Object.getOwnPropertyDescriptor(value, key)?.value;

/** Classes other than built-ins cross as plain objects. */
function prototypeOf(value: object): unknown {
  return Object.getPrototypeOf(value) ?? Object.prototype;
}

function sameList(
  left: readonly unknown[],
  right: readonly unknown[],
  next: (a: unknown, b: unknown) => boolean,
): boolean {
  return left.length === right.length && left.every((entry, index) => next(entry, right[index]));
}

function sameBytes(left: Uint8Array, right: Uint8Array): boolean {
  return left.length === right.length && left.every((byte, index) => byte === right[index]);
}
