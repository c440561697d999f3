import { brandOf } from '@codelets/core';
import { intrinsics, quietly } from './intrinsics.js';

interface Trace<P> {
  /** What is shown: made when it is first read, because a class sets its errors' name and message after `super()`. */
  text: string | undefined;
  readonly frames: string;
  readonly place: P | undefined;
}

export interface InheritedStacks<P> {
  /** Whether the engine asks for an error that begins its life, or for what `captureStackTrace` was given. */
  isWanted(error: object): boolean;
  /** How many of the topmost frames do not count. */
  hidden(error: unknown, sites: readonly ConstructorSite[]): number;
  keep(error: object, frames: string, place: P | undefined): void;
  /** Where the error was made, as long as its stack was not replaced. */
  placeOf(error: object): P | undefined;
}

type CaptureStackTrace = (target: object, above?: unknown) => void;

/**
 * QuickJS has `stack` as an accessor of `Error.prototype`, and asks for its text at once: when an error is made, and
 * again when any other object is thrown. V8 asks when `stack` is first read. Here the accessor is replaced by one that
 * does as V8 does. `undefined` where each error has a `stack` of its own.
 */
export function inheritStacks<P>(headOf: (error: unknown) => string): InheritedStacks<P> | undefined {
  const native = intrinsics.descriptorOf(intrinsics.errorPrototype, 'stack');
  const capture = (intrinsics.Error as { captureStackTrace?: CaptureStackTrace }).captureStackTrace;
  if (!native?.get || !native.set || !capture) return undefined;
  const read = native.get;
  const write = native.set;
  const traces = new intrinsics.WeakMap<object, Trace<P> | undefined>();
  let captured: unknown;

  const find = (error: unknown): Trace<P> | undefined =>
    typeof error === 'object' && error !== null ? intrinsics.weakGet(traces, error) : undefined;

  const { get, set } = intrinsics.descriptorOf(
    {
      get stack(): unknown {
        const trace = find(this);
        if (!trace) return intrinsics.apply(read, this, []) as unknown;
        trace.text ??= quietly(() => headOf(this), 'Error') + trace.frames;
        return trace.text;
      },
      set stack(value: unknown) {
        const trace = find(this);
        // Once it was read its place is known, as elsewhere.
        if (trace) intrinsics.weakSet(traces, this, undefined);
        intrinsics.apply(write, this, [value]);
      },
    },
    'stack',
  )!;
  intrinsics.assignDescriptor(intrinsics.errorPrototype, 'stack', {
    __proto__: null,
    get,
    set,
    enumerable: false,
    configurable: true,
  } as PropertyDescriptor);

  const { captureStackTrace } = {
    captureStackTrace(target: object, above?: unknown): void {
      const before = captured;
      captured = target;
      try {
        intrinsics.apply(capture, intrinsics.Error, [target, above]);
      } finally {
        captured = before;
      }
      // The text that the engine made is older than what the class is going to say; the inherited accessor is not.
      if (find(target) && intrinsics.isPrototypeOf(intrinsics.errorPrototype, target))
        quietly(() => delete (target as { stack?: unknown }).stack, false);
    },
  };
  intrinsics.assignDescriptor(intrinsics.Error, 'captureStackTrace', {
    __proto__: null,
    value: captureStackTrace,
    writable: true,
    enumerable: false,
    configurable: true,
  } as PropertyDescriptor);

  return {
    isWanted: (error) =>
      error === captured || (!find(error) && quietly(() => brandOf(error), '') === 'Error'),
    hidden: (error, sites) => (error === captured ? 0 : countConstructors(error, sites)),
    keep: (error, frames, place) => intrinsics.weakSet(traces, error, { text: undefined, frames, place }),
    placeOf: (error) => find(error)?.place,
  };
}

/** What QuickJS alone tells of a frame. */
export interface ConstructorSite {
  isNative?(): unknown;
  getFunction?(): unknown;
}

/**
 * How many of the topmost frames are constructors of the error's own classes: V8 leaves them out, so that an error of
 * a class of the codelet's is located where it is made, and not where the class calls `super`.
 */
function countConstructors(error: unknown, sites: readonly ConstructorSite[]): number {
  if (typeof error !== 'object' || error === null) return 0;
  const own = intrinsics.getPrototypeOf(error) as unknown;
  let hidden = 0;
  for (let index = 0; index < sites.length; index += 1) {
    const site = sites[index]!;
    // `Reflect.construct` stands between a constructor and the one that it calls by hand.
    if (site.isNative?.() === true) continue;
    const prototype = prototypeOf(site.getFunction?.());
    if (prototype === undefined || !intrinsics.isPrototypeOf(prototype, error)) break;
    hidden = index + 1;
    if (prototype === own) break;
  }
  return hidden;
}

function prototypeOf(target: unknown): object | undefined {
  if (typeof target !== 'function') return undefined;
  const value: unknown = intrinsics.descriptorOf(target, 'prototype')?.value;
  return typeof value === 'object' && value !== null ? value : undefined;
}
