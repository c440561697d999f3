import type {
  CodeletResult,
  ConsoleLog,
  HostExit,
  Isolation,
  RunLimits,
  SandboxAdapter,
  SandboxTraits,
  WallChoice,
} from '@codelets/core';

/** The codelet's source: an ES module that exports the function to call. */
export type CodeletSource = StringSource | FileSource;

export interface StringSource {
  type: 'string';
  code: string;
  /** The export to call. Default `main`, or the default export where there is no `main`. */
  export_name?: string | undefined;
  /** The name that errors and stacks show. Default `codelet.js`. */
  filename?: string | undefined;
}

export interface FileSource {
  type: 'file';
  /** Read anew for every run. Errors show the last part of it. */
  path: string;
  export_name?: string | undefined;
}

export interface CodeletLimitOptions {
  /** Wall-clock time of the run, waiting in the queue not counted. Default 2000. */
  timeout_ms?: number | undefined;
  /** Memory in MiB over the idle baseline. Default 128. */
  memory_mb?: number | undefined;
  /** CPU time. Default: no limit of its own. */
  cpu_ms?: number | undefined;
  /** Log lines kept. Default 100. */
  max_logs?: number | undefined;
  /** Bytes of all log lines together. Default 1 MiB. A single line is cut at 16 KiB. */
  max_log_bytes?: number | undefined;
  /** Bytes of the serialised result. Default 1 MiB. */
  max_result_bytes?: number | undefined;
  /** Bytes of the serialised input, and of the globals. Default 1 MiB. */
  max_input_bytes?: number | undefined;
  /** Bytes of the source. Default 1 MiB. */
  max_source_bytes?: number | undefined;
}

export interface CodeletRunOptions extends CodeletLimitOptions {
  /** The first argument of the codelet's function: anything that structured clone carries. */
  input?: unknown;
  /** Data that the codelet sees as read-only globals: deep-frozen copies. No functions. */
  globals?: Record<string, unknown> | undefined;
  /** Ends the run with `ABORTED`. */
  signal?: AbortSignal | undefined;
  /** Gets each line while the codelet still runs. What it throws is ignored. */
  on_log?: ((log: ConsoleLog) => void) | undefined;
}

export interface PoolOptions {
  /** Hosts at the same time. Default: the number of cores, at least 4. */
  max_hosts?: number | undefined;
  /** Hosts kept ready with an open realm, beyond the busy ones. Default 1. */
  min_ready?: number | undefined;
  /** Runs that may wait for a host; further ones end with `QUEUE_FULL`. Default 1000. */
  max_queue?: number | undefined;
  /** How long a run may wait before it ends with `QUEUE_TIMEOUT`. Default 10000. */
  queue_timeout_ms?: number | undefined;
}

/** Every run option may be given as a default for all runs; `globals` are merged, others replaced by the run's. */
export interface CodeletRunnerOptions extends CodeletRunOptions {
  /** Default `vm2()`, in a process. */
  sandbox?: SandboxAdapter | undefined;
  pool?: PoolOptions | undefined;
  /**
   * Walls of the operating system around each host: all that this machine has (`'auto'`, the default), none (`'off'`),
   * or these by name. A name that cannot be had here ends every run with `UNSUPPORTED`. `describe()` lists them.
   */
  walls?: WallChoice | undefined;
  /** Walls that have to be up, whatever `walls` says: while one is not, every run ends with `UNSUPPORTED`. */
  require_walls?: readonly string[] | undefined;
}

export interface RunnerEvents {
  'run-start': { readonly run_id: string };
  'run-end': { readonly run_id: string; readonly result: CodeletResult };
  log: { readonly run_id: string; readonly log: ConsoleLog };
  /** `count` is the number of violations in the run so far, over all names. */
  violation: { readonly run_id: string; readonly name: string; readonly count: number };
  'host-start': { readonly host_id: number; readonly memory_mb: number };
  'host-end': { readonly host_id: number; readonly reason: HostExit['reason']; readonly detail: string };
}

export type RunnerListener<Name extends keyof RunnerEvents> = (event: RunnerEvents[Name]) => void;

export interface RunnerDescription {
  readonly sandbox: { readonly name: string; readonly isolation: Isolation };
  /** What the sandbox enforces on this machine, its walls among it. */
  readonly traits: SandboxTraits;
  /** The limits of a run that sets none. */
  readonly limits: RunLimits;
  readonly pool: Readonly<Required<{ [Key in keyof PoolOptions]: number }>>;
}

export interface RunnerStats {
  readonly runs: number;
  readonly running: number;
  readonly queued: number;
  readonly hosts: { readonly starting: number; readonly ready: number; readonly busy: number };
}

/** A source that is compiled once. */
export interface PreparedCodelet {
  run<T = unknown>(options?: CodeletRunOptions): Promise<CodeletResult<T>>;
  dispose(): void;
}

export interface CodeletRunner {
  /**
   * Runs a codelet. Resolves with a result whatever the codelet or the sandbox does; rejects with a `TypeError` that
   * names the field for a mistake in the call, such as an unknown option or a runner that is disposed.
   */
  run<T = unknown>(source: CodeletSource, options?: CodeletRunOptions): Promise<CodeletResult<T>>;
  /** Reads and compiles a source ahead of time. Its errors come back as results of `run`. */
  prepare(source: CodeletSource): Promise<PreparedCodelet>;
  /** Listens to an event; the answer stops listening. What a listener throws is ignored. */
  on<Name extends keyof RunnerEvents>(event: Name, listener: RunnerListener<Name>): () => void;
  describe(): Promise<RunnerDescription>;
  stats(): RunnerStats;
  /** Ends all runs (`ABORTED`) and all hosts. Resolves when no process of the runner is left; safe to call again. */
  dispose(): Promise<void>;
  [Symbol.asyncDispose](): Promise<void>;
}
