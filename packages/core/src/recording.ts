import type { CallError } from './messages/realm-command.js';
import type { RunLimits } from './limits.js';
import type { ConsoleLog } from './result.js';

/** A call that a codelet made; `args` is codec text. */
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

/** How a run tells the time. */
export type RunClock =
  /** The machine's clock. */
  | { readonly kind: 'machine' }
  /** The machine's clock, read on the trusted side and handed over with each delivery, so that it can be recorded. */
  | { readonly kind: 'handed'; readonly now: number }
  /** A clock that moves with timers alone: a sleep of an hour passes at once when nothing else is pending. */
  | { readonly kind: 'virtual'; readonly now: number };

/** Where a run that follows a recording first left it. */
export interface Divergence {
  /** How many calls the run had made. */
  readonly call: number;
  /** How many deliveries it had been given. */
  readonly delivery: number;
  readonly what: string;
}

/**
 * A run as plain JSON: all that its course depended on, and how it ended. It holds the source, the input, `env` and
 * every answer in clear.
 */
export interface Recording extends Tape {
  readonly version: 1;
  /** Name and isolation of the sandbox, such as `vm2/process`. */
  readonly sandbox: string;
  /** The version of Node.js. */
  readonly node: string;
  readonly source: RecordedSource;
  /** The granted modules, by what their text was. */
  readonly modules: readonly RecordedModule[];
  readonly limits: RunLimits;
  readonly policy_hash: string;
  /** Names of the capabilities given, as `group.name`. */
  readonly capabilities: readonly string[];
  readonly seed: string;
  readonly clock: RunClock;
  /** Codec text. */
  readonly input: string;
  /** Codec text, or `null` without globals. */
  readonly globals: string | null;
  /** Codec text, or `null` without named values. */
  readonly env: string | null;
  readonly result: RecordedResult;
}

export type RecordedSource =
  | {
      readonly type: 'string';
      readonly code: string;
      readonly filename: string;
      readonly language: 'js' | 'ts';
      readonly export_name: string;
    }
  | {
      readonly type: 'modules';
      readonly entry: string;
      readonly modules: Readonly<Record<string, string>>;
      readonly export_name: string;
    };

/** A granted module: a replay needs the same one. */
export interface RecordedModule {
  readonly specifier: string;
  readonly hash: string;
}

export interface RecordedResult {
  readonly ok: boolean;
  /** Codec text of the value, or of the error. */
  readonly text: string;
  readonly logs: readonly ConsoleLog[];
}
