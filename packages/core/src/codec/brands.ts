import { primordials as p } from './primordials.js';

const answers =
  (method: (value: unknown) => unknown) =>
  (value: unknown): boolean => {
    try {
      method(value);
      return true;
    } catch {
      return false;
    }
  };

/** A tag can be claimed with Symbol.toStringTag: the captured methods insist on the real thing. */
const PROOFS: { readonly [tag: string]: { readonly brand: string; readonly proof: (value: unknown) => boolean } } = {
  '[object Date]': { brand: 'Date', proof: answers(p.getTime) },
  '[object RegExp]': { brand: 'RegExp', proof: answers(p.regExpSource) },
  '[object Number]': { brand: 'Number', proof: answers(p.numberValue) },
  '[object String]': { brand: 'String', proof: answers(p.stringValue) },
  '[object Boolean]': { brand: 'Boolean', proof: answers(p.booleanValue) },
  '[object BigInt]': { brand: 'BigInt', proof: answers(p.bigintValue) },
  '[object Map]': { brand: 'Map', proof: answers(p.mapSize) },
  '[object Set]': { brand: 'Set', proof: answers(p.setSize) },
  '[object ArrayBuffer]': { brand: 'ArrayBuffer', proof: answers(p.bufferLength) },
  '[object DataView]': { brand: 'DataView', proof: answers(p.dataViewLength) },
  '[object Error]': { brand: 'Error', proof: () => true },
};

/** The built-in kind of an object that has a text form of its own; `undefined` for all others. */
export function brandOf(value: object): string | undefined {
  const name = p.viewName(value);
  if (name !== undefined) return name;
  const tag = p.tagOf(value);
  if (!p.hasOwn(PROOFS, tag)) return undefined;
  const known = PROOFS[tag]!;
  return known.proof(value) ? known.brand : undefined;
}

/** Objects that are no data. Error objects and the like have a form of their own and never get here. */
const REFUSED: { readonly [tag: string]: string } = {
  '[object Promise]': 'a promise',
  '[object WeakMap]': 'a WeakMap',
  '[object WeakSet]': 'a WeakSet',
  '[object WeakRef]': 'a WeakRef',
  '[object FinalizationRegistry]': 'a FinalizationRegistry',
  '[object SharedArrayBuffer]': 'a SharedArrayBuffer',
  '[object Generator]': 'a generator',
  '[object AsyncGenerator]': 'an async generator',
  '[object Symbol]': 'a symbol',
};

/** What a value is, for messages: `a function`, `a symbol`, `a promise`, …, `an object`. */
export function describeType(value: unknown): string {
  if (value === null) return 'null';
  if (value === undefined) return 'undefined';
  if (typeof value !== 'object') return `a ${typeof value}`;
  if (p.isArray(value)) return 'an array';
  const tag = p.tagOf(value);
  return p.hasOwn(REFUSED, tag) ? REFUSED[tag]! : 'an object';
}
