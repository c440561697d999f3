/**
 * The intrinsics that the codec uses, captured when the module is loaded: inside a realm that is before any codelet
 * code, which may replace every one of them afterwards.
 */
// oxlint-disable-next-line typescript/unbound-method -- unbound on purpose
const { call } = Function.prototype;

type Uncurried<F> = F extends (this: infer T, ...args: infer A) => infer R
  ? (self: T, ...args: A) => R
  : never;

/** `uncurry(Map.prototype.get)(map, key)`, whatever happens to `Function.prototype` later. */
export function uncurry<F>(method: F): Uncurried<F> {
  return call.bind(method as never) as never;
}

function getter(prototype: object, key: PropertyKey): (self: unknown) => unknown {
  const found = Object.getOwnPropertyDescriptor(prototype, key)?.get;
  return found ? (uncurry(found) as never) : () => undefined;
}

const typedArrayPrototype = Object.getPrototypeOf(Uint8Array.prototype) as object;

export const primordials = {
  ArrayBuffer,
  BigInt,
  Date,
  Error,
  Map,
  Number,
  Object,
  RegExp,
  Set,
  Uint8Array,
  defineProperty: Object.defineProperty,
  descriptorOf: Object.getOwnPropertyDescriptor,
  ownNames: Object.getOwnPropertyNames,
  getPrototypeOf: Object.getPrototypeOf,
  keys: Object.keys,
  create: Object.create,
  isArray: Array.isArray,
  isView: ArrayBuffer.isView,
  stringify: JSON.stringify,
  parse: JSON.parse,
  objectPrototype: Object.prototype,
  promisePrototype: Promise.prototype,
  isPrototypeOf: uncurry(Object.prototype.isPrototypeOf) as (prototype: object, value: unknown) => boolean,
  is: Object.is,
  tagOf: uncurry(Object.prototype.toString) as (value: unknown) => string,
  hasOwn: uncurry(Object.prototype.hasOwnProperty) as (value: object, key: PropertyKey) => boolean,
  slice: uncurry(String.prototype.slice) as (text: string, start: number, end?: number) => string,
  charCodeAt: uncurry(String.prototype.charCodeAt) as (text: string, index: number) => number,
  mapGet: uncurry(Map.prototype.get) as (map: Map<unknown, unknown>, key: unknown) => unknown,
  mapSet: uncurry(Map.prototype.set) as (map: Map<unknown, unknown>, key: unknown, value: unknown) => unknown,
  mapForEach: uncurry(Map.prototype.forEach) as (
    map: unknown,
    visit: (value: unknown, key: unknown) => void,
  ) => void,
  setAdd: uncurry(Set.prototype.add) as (set: Set<unknown>, value: unknown) => unknown,
  setForEach: uncurry(Set.prototype.forEach) as (set: unknown, visit: (value: unknown) => void) => void,
  getTime: uncurry(Date.prototype.getTime) as (value: unknown) => number,
  regExpSource: getter(RegExp.prototype, 'source') as (value: unknown) => string,
  regExpFlags: getter(RegExp.prototype, 'flags') as (value: unknown) => string,
  bigintToString: uncurry(BigInt.prototype.toString) as (value: bigint) => string,
  numberValue: uncurry(Number.prototype.valueOf) as (value: unknown) => number,
  stringValue: uncurry(String.prototype.valueOf) as (value: unknown) => string,
  booleanValue: uncurry(Boolean.prototype.valueOf) as (value: unknown) => boolean,
  bigintValue: uncurry(BigInt.prototype.valueOf) as (value: unknown) => bigint,
  bufferLength: getter(ArrayBuffer.prototype, 'byteLength') as (value: unknown) => number,
  mapSize: getter(Map.prototype, 'size'),
  setSize: getter(Set.prototype, 'size'),
  viewName: getter(typedArrayPrototype, Symbol.toStringTag) as (value: unknown) => string | undefined,
  viewBuffer: getter(typedArrayPrototype, 'buffer') as (value: unknown) => ArrayBuffer,
  viewOffset: getter(typedArrayPrototype, 'byteOffset') as (value: unknown) => number,
  viewLength: getter(typedArrayPrototype, 'length') as (value: unknown) => number,
  dataViewBuffer: getter(DataView.prototype, 'buffer') as (value: unknown) => ArrayBuffer,
  dataViewOffset: getter(DataView.prototype, 'byteOffset') as (value: unknown) => number,
  dataViewLength: getter(DataView.prototype, 'byteLength') as (value: unknown) => number,
  errors: { Error, EvalError, RangeError, ReferenceError, SyntaxError, TypeError, URIError } as Record<
    string,
    ErrorConstructor
  >,
  views: {
    Int8Array, Uint8Array, Uint8ClampedArray, Int16Array, Uint16Array, Int32Array, Uint32Array,
    Float32Array, Float64Array, BigInt64Array, BigUint64Array, DataView,
  } as unknown as Record<string, new (buffer: ArrayBuffer, offset: number, length: number) => ArrayBufferView>, // prettier-ignore
};

/** Sets an own property as an assignment to a fresh object would, but never through a setter or `__proto__`. */
export function setOwn(target: object, key: PropertyKey, value: unknown): void {
  primordials.defineProperty(target, key, {
    __proto__: null,
    value,
    writable: true,
    enumerable: true,
    configurable: true,
  } as PropertyDescriptor);
}

/** Sets an own property that does not show in listings, as `name`, `stack` and `cause` of an error are. */
export function setHidden(target: object, key: PropertyKey, value: unknown): void {
  primordials.defineProperty(target, key, {
    __proto__: null,
    value,
    writable: true,
    enumerable: false,
    configurable: true,
  } as PropertyDescriptor);
}
