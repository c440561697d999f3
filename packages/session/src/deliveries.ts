import type { CallError } from '@codelets/core';

/** A call that the codelet made; `args` is codec text. */
export interface CallRecord {
  readonly id: number;
  readonly name: string;
  readonly args: string;
}

/**
 * One thing that was delivered to a waiting realm. The order of deliveries, with the seed and the clock, is all that a
 * run's course depends on.
 */
export type Delivery =
  | {
      readonly t: 'answer';
      readonly id: number;
      /** Codec text; `null` for a rejection. */
      readonly value: string | null;
      readonly error: CallError | null;
      readonly now: number;
    }
  | { readonly t: 'tick'; readonly now: number };

/** What a run asked and what it was told, in order. */
export interface Tape {
  readonly calls: readonly CallRecord[];
  readonly deliveries: readonly Delivery[];
}

/** Where a run that follows a tape first left it. */
export interface Divergence {
  /** How many calls the run had made. */
  readonly call: number;
  /** How many deliveries it had been given. */
  readonly delivery: number;
  readonly what: string;
}

export type CallAnswer =
  | { readonly value: string; readonly error?: undefined; readonly suspended?: undefined }
  | {
      readonly value?: undefined;
      readonly error: CallError;
      readonly cause?: unknown;
      readonly suspended?: undefined;
    }
  /** The call is answered in another run, which goes on from this one. */
  | {
      readonly value?: undefined;
      readonly error?: undefined;
      readonly suspended: { readonly payload: unknown };
    };

/** Answers one call. Never rejects; the signal ends with the run. */
export type AnswerCall = (call: CallRecord, signal: AbortSignal) => Promise<CallAnswer>;

/** How a run tells the time. */
export type RunClock =
  /** The machine's clock. */
  | { readonly kind: 'machine' }
  /** The machine's clock, read on the trusted side and handed over with each delivery, so that it can be recorded. */
  | { readonly kind: 'handed'; readonly now: number }
  /** A clock that moves with timers alone: a sleep of an hour passes at once when nothing else is pending. */
  | { readonly kind: 'virtual'; readonly now: number };
