import type { CodeletResult, ConsoleLog, SandboxAdapter } from '@codelets/core';

export type RunSource =
  | {
      readonly type: 'string';
      readonly code: string;
      readonly filename: string;
      readonly export_name?: string;
    }
  | { readonly type: 'file'; readonly path: string; readonly export_name?: string };

export interface RunOptions {
  readonly input?: unknown;
  readonly signal: AbortSignal;
  readonly on_log: (log: ConsoleLog) => void;
}

/** The part of a runner that the commands use. */
export interface RunnerPort {
  run(source: RunSource, options: RunOptions): Promise<CodeletResult>;
  dispose(): Promise<void>;
}

export interface RunnerPortOptions {
  readonly sandbox: SandboxAdapter;
  readonly globals?: Record<string, unknown>;
  readonly timeout_ms?: number;
  readonly memory_mb?: number;
  readonly pool: { readonly max_hosts: number };
}

/** The part of `createCodeletRunner` that the commands use. */
export type CreateRunner = (options: RunnerPortOptions) => RunnerPort;
