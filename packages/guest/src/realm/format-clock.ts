import { uncurry } from '@codelets/core';
import { define, intrinsics } from './intrinsics.js';

type Format = (date?: unknown) => string;
type Parts = (self: unknown, date?: unknown) => unknown;

const prototype = typeof Intl === 'undefined' ? undefined : Intl.DateTimeFormat.prototype;
const formatOf =
  prototype && (uncurry(intrinsics.descriptorOf(prototype, 'format')!.get!) as (self: unknown) => Format);
const partsOf = prototype && (uncurry(prototype.formatToParts) as Parts);

/** `Intl.DateTimeFormat` with another clock: called without a date, it writes the time of the machine by itself. */
export function replaceFormatClock(now: () => number): void {
  if (!prototype || !formatOf || !partsOf) return;
  const known = new intrinsics.WeakMap<object, Format>();
  const methods = {
    get format(): Format {
      // The engine answers the same function for the same object each time.
      const engine = formatOf(this);
      const made = intrinsics.weakGet(known, engine);
      if (made) return made;
      const format = intrinsics.bind(
        (date?: unknown) => engine(date === undefined ? now() : date),
        undefined,
      );
      define(format, 'name', '');
      intrinsics.weakSet(known, engine, format as Format);
      return format as Format;
    },
    formatToParts(date?: unknown): unknown {
      return partsOf(this, date === undefined ? now() : date);
    },
  };
  for (const key of ['format', 'formatToParts'] as const)
    intrinsics.assignDescriptor(prototype, key, {
      __proto__: null,
      ...intrinsics.descriptorOf(methods, key),
      enumerable: false,
    } as PropertyDescriptor);
}
