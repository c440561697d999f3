import { decodeInSlices } from '@codelets/core';

/** How long the service's event loop is held at a time while a value of a codelet is read. */
const SLICE_MS = 8;

/** Reads a codelet's value, be it a result or what it threw, without holding the event loop. */
export function decodeSlowly(text: string): Promise<unknown> {
  return decodeInSlices(text, SLICE_MS, () => performance.now(), turn);
}

/** Lets the event loop turn. */
export function turn(): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, 0);
  });
}

/** What a promise answers, or `undefined` when that takes longer than `ms`. */
export async function settledWithin<T>(promise: Promise<T>, ms: number): Promise<T | undefined> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), ms);
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}
