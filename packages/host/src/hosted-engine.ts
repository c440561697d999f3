import type { SandboxTraits } from '@codelets/core';

/** What a sandbox package says about its engine, so that any host can run it. */
export interface HostedEngine {
  /** The engine's name, such as `vm2`. */
  readonly name: string;
  /**
   * Absolute path of a self-contained CommonJS file; `module.exports.default ?? module.exports` is core's
   * `CreateEngine`. The host takes module loading away after the first realm: load everything before.
   */
  readonly module: string;
  /** JSON data that the engine is created with. */
  readonly options: Readonly<Record<string, unknown>>;
  /** The npm packages that the file requires at run time. They and their dependencies become readable. */
  readonly packages: readonly string[];
  readonly boundary: SandboxTraits['boundary'];
  /** What ending a thread can promise for this engine: V8 does not interrupt some native calls. */
  readonly thread_time: 'always' | 'loops';
  /** Whether runs with a seed and a clock have the same course on every machine, in a process. */
  readonly deterministic: boolean;
  /**
   * Whether the engine itself enforces `EntryLimits.memory_bytes` as a ceiling, wherever it runs, and measures
   * `memory_bytes` in its reports. Default `false`: then only processes can promise it, where their memory can be read.
   */
  readonly engine_memory?: boolean;
  /** Further flags for `node`, such as `--no-node-snapshot`. */
  readonly exec_argv?: readonly string[];
  /** Whether the engine is a native addon. Without it addons cannot be loaded. Default `false`. */
  readonly native?: boolean;
  /** The command that installs the engine, for messages. */
  readonly install: string;
}

export interface HostedOptions {
  /** A disposable thread of the service, or a process of its own. */
  readonly isolation: 'thread' | 'process';
}
