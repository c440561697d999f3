import type { CodeletErrorCode } from './error-codes.js';
import type { Recording } from './recording.js';

export type LogLevel = 'log' | 'debug' | 'info' | 'warn' | 'error';

/** One line that the codelet wrote through `console` or `logger`. */
export interface ConsoleLog {
  level: LogLevel;
  message: string;
  /** Milliseconds since the epoch; never decreases within a run. */
  timestamp: number;
}

/** A place in the author's source, as the author sees it. */
export interface SourceLocation {
  file: string;
  /** Counted from 1. */
  line: number;
  /** Counted from 1. */
  column: number;
  /** The line with the one before and the one after, and a marker under the column. */
  snippet: string;
}

/** One link of an error's `cause` chain, as data. */
export interface CodeletErrorCause {
  message: string;
  name?: string;
  stack?: string;
  location?: SourceLocation;
  details?: Record<string, unknown>;
  cause?: CodeletErrorCause;
}

export interface CodeletError {
  /** Decided by trusted code, never read from the codelet. */
  code: CodeletErrorCode;
  message: string;
  /** The name of the error that the codelet threw. */
  name?: string;
  /** Stack of the codelet alone, in positions of the author's source. */
  stack?: string;
  location?: SourceLocation;
  cause?: CodeletErrorCause;
  /** Facts by code: `path` of what cannot cross, `limit` and `limit_value`, `thrown` value, own `code` of the thrown error. */
  details?: Record<string, unknown>;
}

export interface RunStats {
  run_id: string;
  /** Name and isolation of the sandbox, such as `vm2/process`. */
  sandbox: string;
  /** The host that ran it, as in the runner's `host-start` and `host-end` events; absent when it never had one. */
  host_id?: number;
  /** The tenant that the run was for; absent when it had none. */
  tenant?: string;
  /** Time spent waiting for a host, in milliseconds; not part of `duration_ms`. */
  queue_ms: number;
  cpu_ms?: number;
  peak_memory_bytes?: number;
  /** Calls of capabilities, `fetch` among them. */
  capability_calls: number;
  logs_dropped: number;
  /** How often the codelet used something that it was not given, caught or not. */
  violations: number;
  /** Whether the realm was open before the run asked for it. */
  warm: boolean;
  /** Hash of the policy in force. */
  policy_hash: string;
}

interface ResultBase {
  logs: ConsoleLog[];
  /** Wall-clock time of the run in milliseconds, waiting in the queue not counted. */
  duration_ms: number;
  stats: RunStats;
  /** With the option `record`: the run as plain JSON, for `replay`. */
  recording?: Recording;
}

export interface CodeletSuccess<T = unknown> extends ResultBase {
  ok: true;
  value: T;
  error?: undefined;
  continuation?: undefined;
}

export interface CodeletFailure extends ResultBase {
  ok: false;
  value?: undefined;
  error: CodeletError;
  /** With `SUSPENDED`: what `resume` goes on from. Signed, not encrypted: it holds the source and all that the run was given. */
  continuation?: string;
}

export type CodeletResult<T = unknown> = CodeletSuccess<T> | CodeletFailure;
