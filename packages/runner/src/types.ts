import type {
  CodeletResult,
  ConsoleLog,
  Divergence,
  HostExit,
  Isolation,
  Recording,
  RunLimits,
  SandboxAdapter,
  SandboxTraits,
  SchemaInput,
  SchemaOutput,
  StandardSchema,
  WallChoice,
} from '@codelets/core';

import type { PolicyDescription } from './policy/policy-data.js';
import type { CodeletPolicy, CodeletRunPolicy } from './policy/types.js';

/** The codelet's source: an ES module that exports the function to call. */
export type CodeletSource = StringSource | FileSource | ModulesSource;

export interface StringSource {
  type: 'string';
  code: string;
  /** The export to call. Default `main`, or the default export where there is no `main`. */
  export_name?: string | undefined;
  /** The name that errors and stacks show. Default `codelet.js`. */
  filename?: string | undefined;
  /** Default: `ts` where the file name ends in `.ts` or `.mts`, otherwise `js`. */
  language?: 'js' | 'ts' | undefined;
}

export interface FileSource {
  type: 'file';
  /** Read anew for every run. Errors show the last part of it. TypeScript where it ends in `.ts` or `.mts`. */
  path: string;
  export_name?: string | undefined;
}

/** Several files that import each other by relative paths, such as `import { a } from './lib/a.js'`. */
export interface ModulesSource {
  type: 'modules';
  /** The path of the module whose export is called. */
  entry: string;
  /** The texts by path, such as `./main.js`; what ends in `.json` is imported `with { type: 'json' }`. */
  modules: Record<string, string>;
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
  /** Bytes of the source, all modules together. Default 1 MiB. */
  max_source_bytes?: number | undefined;
  /** Calls of capabilities in a run, `fetch` among them. Default 1000. */
  max_calls?: number | undefined;
  /** Bytes of the serialised arguments of one call, and of its answer. Default 1 MiB. */
  max_call_bytes?: number | undefined;
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
  /**
   * What the codelet is given. Under a policy of the runner it only tightens, and may add `deterministic`: `true`, or
   * limits alone, then stand for what the runner grants under that name.
   */
  policy?: CodeletRunPolicy | undefined;
  /** Puts a `recording` on the result, for `replay`. Default `false`. */
  record?: boolean | undefined;
  /** Checks `input` before the run (`INVALID_INPUT`); what it answers is what the codelet gets. */
  input_schema?: StandardSchema | undefined;
  /** Checks the value after the run (`INVALID_OUTPUT`); what it answers is the result's value. */
  output_schema?: StandardSchema | undefined;
  /**
   * For whom the run is, 1 to 256 characters. No host ever serves two tenants, and tenants that wait take turns. Runs
   * without a tenant are a tenant of their own.
   */
  tenant?: string | undefined;
}

/** With an `input_schema`, `input` has to be what that takes. */
export type CheckedInput<O> = O extends { input_schema: infer S extends StandardSchema }
  ? undefined extends SchemaInput<S>
    ? { input?: SchemaInput<S> }
    : { input: SchemaInput<S> }
  : unknown;

/** With an `output_schema`, the value is what that gives. */
export type ValueOf<O, T> = O extends { output_schema: infer S extends StandardSchema } ? SchemaOutput<S> : T;

/** What may be said of a run that goes on; its limits are those that it began with. */
export interface ResumeOptions {
  /** Must be the run's, which is the default. */
  tenant?: string | undefined;
  /** Which suspended call is answered, by its id in `error.details.calls`. Default: the first. */
  call?: number | undefined;
  signal?: AbortSignal | undefined;
  on_log?: ((log: ConsoleLog) => void) | undefined;
  /** The run's policy, where it was not the runner's. */
  policy?: CodeletRunPolicy | undefined;
  record?: boolean | undefined;
  output_schema?: StandardSchema | undefined;
}

export type ReplayResult<T = unknown> = CodeletResult<T> & {
  /** Where the run first differed from its recording. */
  difference?: Divergence;
};

export interface PoolOptions {
  /** Hosts at the same time. Default: the number of cores, at least 4. */
  max_hosts?: number | undefined;
  /** Hosts kept ready with an open realm, beyond the busy ones. Default 1. */
  min_ready?: number | undefined;
  /** Runs that may wait for a host; further ones end with `QUEUE_FULL`. Default 1000. */
  max_queue?: number | undefined;
  /** How long a run may wait before it ends with `QUEUE_TIMEOUT`. Default 10000. */
  queue_timeout_ms?: number | undefined;
  /**
   * A host ends after so many runs. With 1 no run meets a host that ran another one: what breaks out of its sandbox meets
   * nobody, and each run costs the start of a process. Default 1000.
   */
  max_runs_per_host?: number | undefined;
  /**
   * Budget over all hosts in MiB: a host counts with its memory class (the power of two from 16 that holds
   * `memory_mb`) and 96 more. Beyond it runs wait; one that can never fit ends with `UNSUPPORTED`. Default: none.
   */
  max_memory_mb?: number | undefined;
  per_tenant?: TenantBounds | undefined;
}

export interface TenantBounds {
  /** Runs of one tenant at the same time; further ones wait. Default: `max_hosts`. */
  max_running?: number | undefined;
  /** Runs of one tenant that may wait; further ones end with `QUEUE_FULL`. Default: `max_queue`. */
  max_queue?: number | undefined;
}

/** Every run option may be given as a default for all runs; `globals` are merged, others replaced by the run's. */
export interface CodeletRunnerOptions extends Omit<CodeletRunOptions, 'policy'> {
  /** What every codelet of this runner may be given at the most. */
  policy?: CodeletPolicy | undefined;
  /** Default `vm2()`, in a process. */
  sandbox?: SandboxAdapter | undefined;
  pool?: PoolOptions | undefined;
  /** Signs continuations: a secret of at least 16 characters, the same on every machine that may resume a run. */
  continuation_key?: string | undefined;
  /** How long a continuation may be resumed. Default: 7 days. */
  continuation_ttl_ms?: number | undefined;
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
  /** A capability threw, with the service's own error, of which the codelet sees nothing that is not public. */
  'capability-error': { readonly run_id: string; readonly capability: string; readonly error: unknown };
  /** A call had no answer when its run ended; it was aborted. */
  'capability-abandoned': { readonly run_id: string; readonly capability: string };
  'host-start': { readonly host_id: number; readonly memory_mb: number };
  /** Also, as `refused`, of a host that could not start, unless its engine is not installed: results say that. */
  'host-end': { readonly host_id: number; readonly reason: HostExit['reason']; readonly detail: string };
}

export type RunnerListener<Name extends keyof RunnerEvents> = (event: RunnerEvents[Name]) => void;

export interface RunnerDescription {
  readonly sandbox: { readonly name: string; readonly isolation: Isolation };
  /** What the sandbox enforces on this machine, its walls among it. */
  readonly traits: SandboxTraits;
  /** The limits of a run that sets none. */
  readonly limits: RunLimits;
  /** `max_memory_mb`, `per_tenant` and `max_runs_per_host` only where they were set. */
  readonly pool: {
    readonly max_hosts: number;
    readonly min_ready: number;
    readonly max_queue: number;
    readonly queue_timeout_ms: number;
    readonly max_runs_per_host?: number;
    readonly max_memory_mb?: number;
    readonly per_tenant?: { readonly max_running: number; readonly max_queue: number };
  };
  /** The policy of a run that has none of its own, as data: no function, no secret. */
  readonly policy: PolicyDescription;
}

export interface TenantStats {
  /** Absent for the runs without a tenant. */
  readonly tenant?: string;
  /** Runs that have a host. */
  readonly running: number;
  readonly queued: number;
}

export interface RunnerStats {
  readonly runs: number;
  readonly running: number;
  readonly queued: number;
  readonly hosts: { readonly starting: number; readonly ready: number; readonly busy: number };
  /** What the hosts count in `pool.max_memory_mb`, in MiB. */
  readonly hosts_memory_mb: number;
  /** Idle hosts that ended to make room for another tenant or memory class. Each cost the start of a host. */
  readonly evictions: number;
  /** Runs that got a second host because the first was gone before anything of them had reached it. */
  readonly retries: number;
  /** Tenants with runs under way, the longest queues first; 100 at the most. */
  readonly tenants: readonly TenantStats[];
}

/** A source that is compiled once. */
export interface PreparedCodelet {
  run<T = unknown, O extends CodeletRunOptions = CodeletRunOptions>(
    options?: O & CheckedInput<O>,
  ): Promise<CodeletResult<ValueOf<O, T>>>;
  dispose(): void;
}

export interface CodeletRunner {
  /**
   * Runs a codelet. Resolves with a result whatever the codelet or the sandbox does; rejects with a `TypeError` that
   * names the field for a mistake in the call, such as an unknown option or a runner that is disposed.
   */
  run<T = unknown, O extends CodeletRunOptions = CodeletRunOptions>(
    source: CodeletSource,
    options?: O & CheckedInput<O>,
  ): Promise<CodeletResult<ValueOf<O, T>>>;
  /** Reads and compiles a source ahead of time. Its errors come back as results of `run`. */
  prepare(source: CodeletSource): Promise<PreparedCodelet>;
  /**
   * Repeats a recorded run without touching the outside. The same engine and version give the same result; where a run
   * left its recording, `difference` says where first. It has at most the time and memory of a run that sets none.
   * Rejects with a `TypeError` for what is no recording.
   */
  replay<T = unknown>(recording: Recording): Promise<ReplayResult<T>>;
  /**
   * Goes on with a suspended run: what it did is repeated from the continuation, finished capabilities are not called
   * again. A continuation that was tampered with, has expired or is of another policy or sandbox is `INVALID_INPUT`.
   */
  resume<T = unknown>(
    continuation: string,
    answer: unknown,
    options?: ResumeOptions,
  ): Promise<CodeletResult<T>>;
  /** Listens to an event; the answer stops listening. What a listener throws is ignored. */
  on<Name extends keyof RunnerEvents>(event: Name, listener: RunnerListener<Name>): () => void;
  describe(): Promise<RunnerDescription>;
  stats(): RunnerStats;
  /** Ends all runs (`ABORTED`) and all hosts. Resolves when no process of the runner is left; safe to call again. */
  dispose(): Promise<void>;
  [Symbol.asyncDispose](): Promise<void>;
}
