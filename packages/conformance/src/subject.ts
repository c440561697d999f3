import type { CodeletError, ConsoleLog, RunLimits } from '@codelets/core';

/** The options of one run that the cases use: limits, data, the caller's signal and listener. */
export interface RunOptions extends Partial<RunLimits> {
  readonly input?: unknown;
  readonly globals?: Record<string, unknown>;
  readonly signal?: AbortSignal;
  readonly on_log?: (log: ConsoleLog) => void;
  readonly export_name?: string;
  readonly filename?: string;
  readonly policy?: {
    readonly env?: Readonly<Record<string, string>>;
    readonly capabilities?: Readonly<Record<string, Readonly<Record<string, GrantedFunction>>>>;
    readonly deterministic?: { readonly seed: string; readonly now: number };
  };
  readonly language?: 'js' | 'ts';
  /** Files by path; the source is then the path of the entry. */
  readonly modules?: Readonly<Record<string, string>>;
  /** Modules that are granted, as ES or CommonJS text by specifier. */
  readonly granted?: Readonly<Record<string, string>>;
}

export type GrantedFunction = (args: never, context: { readonly signal: AbortSignal }) => unknown;

/** What a case looks at: the same fields whether the run went through a runner or not. */
export interface RunResult {
  readonly outcome:
    | { readonly ok: true; readonly value: unknown }
    | { readonly ok: false; readonly error: CodeletError };
  readonly logs: readonly ConsoleLog[];
  readonly logs_dropped: number;
  readonly violations: number;
  readonly duration_ms: number;
}

/** Something that runs codelets on the adapter under test. */
export interface Subject {
  run(source: string, options?: RunOptions): Promise<RunResult>;
  /** Ends all hosts; resolves when they are gone. */
  close(): Promise<void>;
}
