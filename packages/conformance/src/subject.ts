import type { CodeletError, ConsoleLog, Recording, RunLimits } from '@codelets/core';
import type { Serve } from './served.js';

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
    /** Grants `fetch` to one origin, which the codelet finds in `env.ORIGIN`, and answers for it. */
    readonly fetch?: Serve;
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

/** A run of which everything is kept that its course depended on. */
export interface KeptRun extends RunResult {
  /** Absent for a run that never started. */
  readonly recording: Recording | undefined;
  /** For `SUSPENDED`: what the calls that wait for an answer said. */
  readonly questions: readonly unknown[];
  /** Goes on with the answer to the first question, under the same options. */
  resume(answer: unknown): Promise<KeptRun>;
}

export interface ReplayedRun extends RunResult {
  /** Where the run first left its recording. */
  readonly difference: string | undefined;
}

/** Something that runs codelets on the adapter under test. */
export interface Subject {
  run(source: string, options?: RunOptions): Promise<RunResult>;
  record(source: string, options?: RunOptions): Promise<KeptRun>;
  /** Repeats a run from its recording, with nobody to ask. */
  replay(recording: Recording): Promise<ReplayedRun>;
  /** Ends all hosts; resolves when they are gone. */
  close(): Promise<void>;
}
