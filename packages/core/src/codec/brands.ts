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
const PROOFS: {
  readonly [tag: string]: { readonly brand: string; readonly proof: (value: unknown) => boolean };
} = {
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
  if (isTagForged()) return provenBrandOf(value);
  const tag = p.tagOf(value);
  if (!p.hasOwn(PROOFS, tag)) return undefined;
  const known = PROOFS[tag]!;
  return known.proof(value) ? known.brand : undefined;
}

/** A tag on `Object.prototype` hides the tags of all objects that have none of their own. */
function isTagForged(): boolean {
  return p.hasOwn(p.objectPrototype, Symbol.toStringTag);
}

const TAGS: readonly string[] = p.keys(PROOFS);

function provenBrandOf(value: object): string | undefined {
  if (p.isPrototypeOf(p.Error.prototype, value)) return 'Error';
  for (let index = 0; index < TAGS.length; index += 1) {
    const { brand, proof } = PROOFS[TAGS[index]!]!;
    if (brand !== 'Error' && proof(value)) return brand;
  }
  return undefined;
}

/** Objects that are no data, by the prototype that they have in this realm and by their tag in another. */
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
  if (p.isPrototypeOf(p.promisePrototype, value)) return 'a promise';
  const tag = p.tagOf(value);
  return !isTagForged() && p.hasOwn(REFUSED, tag) ? REFUSED[tag]! : 'an object';
}
