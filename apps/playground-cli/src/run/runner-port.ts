import type { CodeletResult, ConsoleLog, Recording, RunLimits, SandboxAdapter } from '@codelets/core';
import type { CodeletPolicy, ReplayResult } from '@codelets/runner';

export type RunSource =
  | {
      readonly type: 'string';
      readonly code: string;
      readonly filename: string;
      readonly export_name?: string;
    }
  | { readonly type: 'file'; readonly path: string; readonly export_name?: string }
  | {
      readonly type: 'modules';
      readonly entry: string;
      readonly modules: Record<string, string>;
      readonly export_name?: string;
    };

export interface RunOptions {
  readonly input?: unknown;
  readonly signal: AbortSignal;
  readonly on_log: (log: ConsoleLog) => void;
  readonly record?: boolean;
}

export interface ResumeOptions {
  /** Which suspended call is answered; default the first. */
  readonly call?: number;
  readonly signal: AbortSignal;
  readonly on_log: (log: ConsoleLog) => void;
}

/** The part of a runner that the commands use. */
export interface RunnerPort {
  run(source: RunSource, options: RunOptions): Promise<CodeletResult>;
  replay(recording: Recording): Promise<ReplayResult>;
  resume(continuation: string, answer: unknown, options: ResumeOptions): Promise<CodeletResult>;
  dispose(): Promise<void>;
}

export interface RunnerPortOptions extends Partial<RunLimits> {
  readonly sandbox: SandboxAdapter;
  readonly globals?: Record<string, unknown>;
  readonly policy?: CodeletPolicy;
  readonly continuation_key?: string;
  readonly pool: { readonly max_hosts: number };
}

/** The part of `createCodeletRunner` that the commands use. */
export type CreateRunner = (options: RunnerPortOptions) => RunnerPort;
