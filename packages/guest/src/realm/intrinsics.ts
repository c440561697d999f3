import { setHidden, uncurry } from '@codelets/core';

/** What the prelude uses of the realm, captured before any codelet code can replace it. */
export const intrinsics = {
  Array,
  Error,
  Function,
  Math,
  Object,
  Promise,
  ReferenceError,
  Symbol,
  TypeError,
  WeakMap,
  assignDescriptor: Object.defineProperty,
  descriptorOf: Object.getOwnPropertyDescriptor,
  ownNames: Object.getOwnPropertyNames,
  ownKeys: Reflect.ownKeys,
  freeze: Object.freeze,
  getPrototypeOf: Object.getPrototypeOf,
  setPrototypeOf: Object.setPrototypeOf,
  create: Object.create,
  apply: Reflect.apply,
  isArray: Array.isArray,
  now: Date.now,
  parseDate: Date.parse,
  utc: Date.UTC,
  parseJson: JSON.parse,
  stringify: JSON.stringify,
  String,
  Number,
  parseFloat,
  trunc: Math.trunc,
  isPrototypeOf: uncurry(Object.prototype.isPrototypeOf) as (prototype: object, value: unknown) => boolean,
  bind: uncurry(Function.prototype.bind) as (
    target: unknown,
    self: unknown,
  ) => (...args: unknown[]) => unknown,
  sourceOf: uncurry(Function.prototype.toString) as (target: unknown) => string,
  symbolToString: uncurry(Symbol.prototype.toString) as (symbol: symbol) => string,
  toIso: uncurry(Date.prototype.toISOString) as (date: unknown) => string,
  indexOf: uncurry(String.prototype.indexOf) as (text: string, part: string, from?: number) => number,
  weakGet: uncurry(WeakMap.prototype.get) as <V>(map: WeakMap<object, V>, key: object) => V | undefined,
  weakSet: uncurry(WeakMap.prototype.set) as <V>(map: WeakMap<object, V>, key: object, value: V) => void,
  mapDelete: uncurry(Map.prototype.delete) as (map: unknown, key: unknown) => boolean,
  RangeError,
  then: uncurry(Promise.prototype.then) as (
    promise: Promise<unknown>,
    next: (value: unknown) => void,
    failed?: (reason: unknown) => void,
  ) => void,
  toLowerCase: uncurry(String.prototype.toLowerCase) as (text: string) => string,
  toUpperCase: uncurry(String.prototype.toUpperCase) as (text: string) => string,
  fromCharCode: String.fromCharCode,
  iterateArray: uncurry(Array.prototype.values) as <T>(list: readonly T[]) => IterableIterator<T>,
  copyInto: uncurry(Uint8Array.prototype.set) as (target: Uint8Array, source: Uint8Array) => void,
  viewByteLength: uncurry(
    Object.getOwnPropertyDescriptor(Object.getPrototypeOf(Uint8Array.prototype), 'byteLength')!.get as (
      this: unknown,
    ) => number,
  ) as (view: unknown) => number,
  resolved: withoutSpecies(Promise.resolve()),
  errorPrototype: Error.prototype,
  functionPrototype: Function.prototype,
};

/** `then` asks a promise for its constructor, which belongs to the codelet; `undefined` means the engine's own. */
function withoutSpecies(promise: Promise<void>): Promise<void> {
  setHidden(promise, 'constructor', undefined);
  return promise;
}

/** `catch` and other places where an error must not reach the codelet or change what happens. */
export function quietly<T>(work: () => T, otherwise: T): T {
  try {
    return work();
  } catch {
    return otherwise;
  }
}

/**
 * A function whose text is `function () { [native code] }`, so that `logger.info.toString()` shows nothing of ours,
 * and that cannot be constructed or changed.
 */
export function sealed<F extends (...args: never[]) => unknown>(name: string, target: F): F {
  const bound = intrinsics.bind(target, undefined);
  define(bound, 'name', name);
  return intrinsics.freeze(bound) as unknown as F;
}

/** Defines a property that can be neither changed nor deleted. */
export function define(target: object, key: PropertyKey, value: unknown, enumerable = false): void {
  intrinsics.assignDescriptor(target, key, {
    __proto__: null,
    value,
    writable: false,
    enumerable,
    configurable: false,
  } as PropertyDescriptor);
}
