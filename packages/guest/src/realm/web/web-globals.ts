import { intrinsics, sealed } from '../intrinsics.js';
import { atob, btoa } from './base64-text.js';

/** The web standards that take room: evaluated when a codelet first touches one of their names. */
const LAZY: readonly (readonly [names: readonly string[], load: () => Readonly<Record<string, unknown>>])[] =
  [
    [['URL', 'URLSearchParams'], () => require('whatwg-url') as never],
    [['TextEncoder', 'TextDecoder'], () => require('@exodus/bytes/encoding-lite.js') as never],
    [['Event', 'EventTarget', 'AbortController', 'AbortSignal'], () => require('./abort.js') as never],
  ];

/** Defines the lazy names on the global object; they can be neither reassigned nor deleted. */
export function defineWebGlobals(): void {
  for (let group = 0; group < LAZY.length; group += 1) {
    const [names, load] = LAZY[group]!;
    defineLazy(names, load);
  }
}

const webClasses = new intrinsics.WeakMap<object, true>();

/** Whether a function is one of ours that is a class: where the prelude has no source, its text does not say so. */
export const isWebClass = (value: object): boolean => intrinsics.weakGet(webClasses, value) === true;

/** Bundlers rename classes that would hide another one. */
function name(loaded: object, key: string): void {
  const value = (loaded as Readonly<Record<string, unknown>>)[key];
  if (typeof value !== 'function') return;
  intrinsics.assignDescriptor(value, 'name', { __proto__: null, value: key } as PropertyDescriptor);
  intrinsics.weakSet(webClasses, value, true);
}

/** Defines `names` on the global object, built when one of them is first touched; answers what builds them. */
export function defineLazy<T extends object>(names: readonly string[], load: () => T): () => T {
  let loaded: T | undefined;
  const all = (): T => {
    if (!loaded) {
      // A library that looks for its own names while it is evaluated finds nothing yet.
      loaded = {} as T;
      loaded = load();
      for (let index = 0; index < names.length; index += 1) name(loaded, names[index]!);
    }
    return loaded;
  };
  for (let index = 0; index < names.length; index += 1) {
    const key = names[index]!;
    intrinsics.assignDescriptor(globalThis, key, {
      __proto__: null,
      get: sealed(`get ${key}`, () => (all() as Readonly<Record<string, unknown>>)[key]),
      enumerable: false,
      configurable: false,
    } as PropertyDescriptor);
  }
  return all;
}

export const base64Globals = { atob: sealed('atob', atob), btoa: sealed('btoa', btoa) };
