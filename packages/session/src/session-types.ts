import type { CompiledCodelet } from '@codelets/compiler';
import type {
  CallRecord,
  CodeletError,
  ConsoleLog,
  Divergence,
  Host,
  Realm,
  RunClock,
  RunLimits,
  Tape,
} from '@codelets/core';
import type { Lead } from './course.js';
import type { AnswerCall } from './deliveries.js';
import type { SourceText } from './thrown-error.js';
import type { SuspendedCall } from './waiting-calls.js';

/** A realm that nobody used yet, with the place to say who listens to what it posts. */
export interface OpenRealm {
  readonly host: Host;
  readonly realm: Realm;
  /** Called once, by the session. */
  listen(listener: (posted: string) => void): void;
}

export interface SessionRequest {
  readonly source: SourceText;
  readonly compiled: CompiledCodelet;
  /** Codec text. */
  readonly input: string;
  /** Codec text, or `null` without globals. */
  readonly globals: string | null;
  readonly limits: RunLimits;
  /** 64 hexadecimal digits from a secure generator. */
  readonly seed: string;
  readonly clock: RunClock;
  /** Codec text of a plain object, or `null` without named values. */
  readonly env: string | null;
  /** Names of the capabilities given, as `group.name`. */
  readonly capabilities: readonly string[];
  readonly answerCall?: AnswerCall | undefined;
  /** A tape to follow. */
  readonly lead?: Lead | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly onLog?: ((log: ConsoleLog) => void) | undefined;
  readonly onViolation?: ((name: string, count: number) => void) | undefined;
}

export interface SessionOutcome {
  readonly outcome:
    | { readonly ok: true; readonly value: unknown; /** Codec text. */ readonly text: string }
    | { readonly ok: false; readonly error: CodeletError };
  /** The service's own error, when the codelet ended with the rejection of a capability. */
  readonly capability_error: unknown;
  readonly tape: Tape;
  readonly divergence: Divergence | undefined;
  /** For `SUSPENDED`: the calls that wait for their answer. */
  readonly suspended: readonly SuspendedCall[];
  /** Calls that had no answer when the run ended. */
  readonly unanswered: readonly CallRecord[];
  readonly logs: ConsoleLog[];
  readonly logs_dropped: number;
  readonly violations: number;
  readonly duration_ms: number;
  readonly cpu_ms: number | undefined;
  readonly peak_memory_bytes: number | undefined;
  /** Whether it is certain that nothing of the codelet ran, because the host was gone before: another one may take it. */
  readonly never_began: boolean;
  /** Whether the host is unharmed and may open another realm. */
  readonly host_is_clean: boolean;
}
