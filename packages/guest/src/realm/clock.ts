import { setHidden, uncurry } from '@codelets/core';
import { replaceFormatClock } from './format-clock.js';
import { define, intrinsics } from './intrinsics.js';

export interface Clock {
  /** Milliseconds since the epoch, as the codelet sees them. */
  now(): number;
  /** `null`: the clock of the machine. With a number the clock stands still until the trusted side moves it. */
  configure(now: number | null): void;
  move(now: number | undefined): void;
}

/**
 * The clock of a run. A run that is recorded, or that must be the same each time, reads the time that it was handed:
 * everything that shows time (`Date`, `performance`, timers, logs) goes through here.
 */
export function createClock(): Clock {
  let given: number | null = null;
  return {
    now: () => given ?? intrinsics.now(),
    configure(now) {
      given = now;
      if (now !== null) {
        replaceDate(() => given!);
        replaceFormatClock(() => given!);
      }
      // Left open by lockGlobals for this moment alone.
      else define(globalThis, 'Date', EngineDate);
    },
    move(now) {
      if (given !== null && now !== undefined) given = now;
    },
  };
}

const EngineDate = Date;
const { construct } = Reflect;
const dateToString = uncurry(Date.prototype.toString) as (date: Date) => string;

/** `Date` with another clock; bound, so that its text shows nothing of ours, and still a class to extend. */
function replaceDate(now: () => number): void {
  function target(this: unknown, ...values: unknown[]): unknown {
    if (new.target === undefined) return dateToString(new EngineDate(now()));
    // `new` of a bound function shows the function behind it; a subclass shows itself.
    const made = new.target === (target as unknown) ? replacement : new.target;
    return construct(EngineDate, values.length === 0 ? [now()] : values, made as never) as unknown;
  }
  // `instanceof` asks the function behind a bound one.
  define(target, 'prototype', EngineDate.prototype);
  const replacement = intrinsics.bind(target, undefined);
  const clock = intrinsics.bind(() => now(), undefined);
  setHidden(clock, 'name', 'now');
  setHidden(replacement, 'name', 'Date');
  setHidden(replacement, 'length', 7);
  define(replacement, 'prototype', EngineDate.prototype);
  setHidden(replacement, 'now', clock);
  setHidden(replacement, 'parse', intrinsics.parseDate);
  setHidden(replacement, 'UTC', intrinsics.utc);
  setHidden(EngineDate.prototype, 'constructor', replacement);
  define(globalThis, 'Date', replacement);
}
