/**
 * The adapter contract: what a sandbox has to provide. Only text and numbers cross it.
 * `spec` is bumped when the contract breaks.
 */
export interface SandboxAdapter {
  readonly spec: 1;
  /** The engine's name, such as `vm2`. */
  readonly name: string;
  readonly isolation: Isolation;
  /**
   * What this adapter claims on this machine, after probing. The conformance suite checks each claim. `walls` are
   * those that stand for hosts that are opened with the same choice.
   */
  traits(options?: TraitsOptions): Promise<SandboxTraits>;
  /**
   * Starts a host. Rejects with a `SandboxUnavailableError` when the engine cannot be loaded here.
   */
  openHost(init: HostInit): Promise<Host>;
}

/**
 * Which walls of the operating system stand around a host: all that this machine has, none, or these by name.
 * The walls that need nothing of the machine stand in any case.
 */
export type WallChoice = 'auto' | 'off' | readonly string[];

export interface TraitsOptions {
  /** Default `auto`. */
  readonly walls?: WallChoice | undefined;
}

export type Isolation = 'inline' | 'thread' | 'process';

export interface SandboxTraits {
  /** What stands between the codelet and the host: nothing, a proxy membrane, a V8 isolate, WebAssembly. */
  readonly boundary: 'none' | 'membrane' | 'isolate' | 'wasm';
  /** Which code the deadline stops: everything, everything but long native calls, nothing. */
  readonly time: 'always' | 'loops' | 'no';
  /** Whether `memory_mb` is enforced for heap, typed arrays and strings alike. */
  readonly memory: boolean;
  /** Whether CPU time is measured and `cpu_ms` enforced. */
  readonly cpu: boolean;
  /** Whether a run with a seed and a clock of its own has the same course on every machine. */
  readonly deterministic: boolean;
  readonly walls: readonly WallStatus[];
}

/** One layer around a host: whether it holds here and, if not, why and what would raise it. */
export interface WallStatus {
  readonly name: string;
  readonly state: 'up' | 'down' | 'not-on-this-platform';
  readonly reason?: string;
  readonly remedy?: string;
}

export interface HostInit {
  /** Trusted script: an expression that evaluates to `(post) => deliver`, both string in and nothing out. */
  readonly prelude: string;
  /** The memory that one run may use at the most, over the idle baseline, in bytes. */
  readonly memory_bytes: number;
  /**
   * Default `auto`. `openHost` rejects when a wall that is named cannot be had, and when one that was up by `traits`
   * does not come up: a host never starts with less than was said.
   */
  readonly walls?: WallChoice | undefined;
}

export interface Host {
  /** Opens a fresh realm. `post` receives what the realm posts, also while it is busy. */
  openRealm(post: (message: string) => void): Promise<Realm>;
  /** Settles once, when the host is gone; never rejects. */
  readonly exited: Promise<HostExit>;
  usage(): HostUsage;
  /** Ends the host at once, whatever it is doing. Safe to call again. */
  kill(): void;
  /** Whether a live host keeps the service's process alive. Hosts start unreferenced. */
  setReferenced(referenced: boolean): void;
}

export interface HostExit {
  /** `limit`: it passed its memory or CPU limit; `killed`: by `kill()`; `refused`: the engine could not start. */
  readonly reason: 'memory' | 'cpu' | 'killed' | 'crashed' | 'refused';
  /** For operators; not shown to codelets. */
  readonly detail: string;
}

export interface HostUsage {
  /** Highest growth over the idle baseline that was seen since the last `openRealm`, in bytes. */
  readonly peak_memory_bytes: number;
  /** Resident size at the last sample, in bytes. */
  readonly resident_bytes: number;
}

/** One global scope; takes at most one codelet in its life. */
export interface Realm {
  /**
   * Does the steps in order and resolves when the realm has come to rest: nothing runs and no microtask is queued.
   * Never resolves for a codelet that never rests: the caller's deadline ends the host. Rejects when the host is gone: with a
   * `NotEnteredError` only where it is certain that it cannot have done any of the steps.
   */
  enter(steps: readonly Step[], limits: EntryLimits): Promise<EntryReport>;
  /** Gives the realm up; the host may open the next one. */
  dispose(): void;
}

/** A script to evaluate in the realm, or a message for the prelude's `deliver`. */
export type Step = { readonly script: string; readonly filename: string } | { readonly message: string };

export interface EntryLimits {
  /** What is left of the run's deadline, for engines with an interrupt of their own. */
  readonly budget_ms: number;
  readonly memory_bytes: number;
  readonly cpu_ms: number | undefined;
  /**
   * The longest message that the realm may post, in bytes. A host that sends a longer one has been taken over and is
   * ended before it has arrived. Default: what the highest limits of all allow.
   */
  readonly max_post_bytes?: number;
}

export interface EntryReport {
  /** Raised by trusted code; outranks whatever the realm posted in the same entry. */
  readonly fault?: 'syntax' | 'time' | 'memory' | 'cpu' | 'crash';
  /** For `syntax`: what the engine's parser said and where, in the script's own positions (line and column from 1). */
  readonly message?: string;
  readonly line?: number;
  readonly column?: number;
  /** For `syntax`: which of the entry's steps, counted from 0. Hosts fill it in. */
  readonly step?: number;
  readonly cpu_ms?: number;
  /** Growth of the memory in use over the idle baseline: at the end of the entry, or its peak where the engine knows it. */
  readonly memory_bytes?: number;
}

/**
 * What an engine module's default export returns. A host (thread or process) loads the module and drives it;
 * the engine supervises nothing.
 */
export interface Engine {
  openRealm(post: (message: string) => void): EngineRealm | Promise<EngineRealm>;
  dispose?(): void;
}

export interface EngineRealm {
  /** Does one step synchronously; a returned report ends the entry. */
  step(step: Step, limits: EntryLimits): EntryReport | undefined;
  /**
   * Resolves when no job of the realm is left to run. A report tells a fault, or what the engine itself measured;
   * it outranks what the host measures.
   */
  settle(): Promise<EntryReport | undefined>;
  dispose(): void;
}

export type CreateEngine = (
  init: HostInit,
  options: Readonly<Record<string, unknown>>,
) => Engine | Promise<Engine>;
