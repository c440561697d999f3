import { setHidden, uncurry } from '@codelets/core';

const { Promise } = globalThis;
const subscribe = uncurry(Promise.prototype.then) as (
  promise: Promise<unknown>,
  fulfilled: () => void,
  rejected: (reason: unknown) => void,
) => void;

export interface Deferred {
  readonly promise: Promise<void>;
  resolve(): void;
  reject(reason: unknown): void;
}

export function createDeferred(): Deferred {
  let resolve!: () => void;
  let reject!: (reason: unknown) => void;
  const promise = new Promise<void>((fulfil, refuse) => {
    resolve = fulfil;
    reject = refuse;
  });
  return { promise, resolve, reject };
}

/** `then`, whatever a codelet has put on the prototype of promises or in place of their constructor. */
export function whenSettled(
  promise: Promise<unknown>,
  fulfilled: () => void,
  rejected: (reason: unknown) => void,
): void {
  setHidden(promise, 'constructor', undefined);
  subscribe(promise, fulfilled, rejected);
}
