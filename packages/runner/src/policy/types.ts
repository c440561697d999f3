import type { NetworkPolicy, StandardSchema } from '@codelets/core';

export type { NetworkPolicy, NetworkRule } from '@codelets/core';

/** What a codelet is given beyond the language and a logger. Everything left out is not given. */
export interface CodeletPolicy {
  /** The embedder's own functions, called inside as `helpers.group.name(args)`. */
  capabilities?: Readonly<Record<string, Readonly<Record<string, Capability>>>> | undefined;
  /** `fetch` to these places. Needs the package `@codelets/network`. */
  network?: NetworkPolicy | undefined;
  /** Named values, read as `helpers.env.NAME`. Nothing is inherited from the service's environment. */
  env?: Readonly<Record<string, string>> | undefined;
  /** What may be imported, by specifier; a text is the name of a package. Needs the package `@codelets/modules`. */
  modules?: Readonly<Record<string, string | ModuleGrant>> | undefined;
  /** Makes `Math.random`, `Date`, timers and `crypto` the same in every run. */
  deterministic?: DeterministicPolicy | undefined;
}

/** What a capability is told besides its argument. */
export interface CapabilityContext {
  /** Aborted when the run ends, when the caller aborts it, or when the call has had its time. */
  readonly signal: AbortSignal;
  readonly run_id: string;
  readonly tenant?: string;
}

export type CapabilityFunction = (args: never, context: CapabilityContext) => unknown;

/** A function alone, or with what is to hold for its calls. */
export type Capability = CapabilityFunction | CapabilityDefinition;

export interface CapabilityDefinition {
  /** Gets one argument, data; answers data, or a promise of it. */
  readonly call: CapabilityFunction;
  /** For generated types and for explaining a policy. */
  readonly description?: string | undefined;
  /** Checks the argument; what it answers is what `call` gets. */
  readonly input_schema?: StandardSchema | undefined;
  /** Checks the answer; what it answers is what the codelet gets. */
  readonly output_schema?: StandardSchema | undefined;
  /** How long one call may take. Default 30000; the run's deadline ends it as well. */
  readonly timeout_ms?: number | undefined;
  /** Calls in one run. Default: the run's `max_calls`. */
  readonly max_calls?: number | undefined;
  /** Calls of one run under way at the same time; further ones wait. Default 10. */
  readonly max_concurrent?: number | undefined;
}

/**
 * The policy of one run. Under a policy of the runner it only tightens: functions, values and headers are the
 * runner's, so that names are enough, numbers left out are the runner's, and what the runner does not grant is not
 * granted.
 */
export interface CodeletRunPolicy extends Omit<CodeletPolicy, 'capabilities' | 'env' | 'modules'> {
  capabilities?: Readonly<Record<string, Readonly<Record<string, RunCapability>>>> | undefined;
  env?: Readonly<Record<string, string | true>> | undefined;
  modules?: Readonly<Record<string, string | ModuleGrant | true>> | undefined;
}

/** `true` or limits alone: the runner's function. */
export type RunCapability = true | Capability | Partial<CapabilityDefinition>;

/** One of `package`, `source` and `file`. */
export interface ModuleGrant {
  /** A package installed on the embedder's side. */
  readonly package?: string | undefined;
  /** A subpath of the package, such as `locale/de.js`. */
  readonly export?: string | undefined;
  /** The embedder's own source. */
  readonly source?: string | undefined;
  readonly file?: string | undefined;
  /** Hash of the bundled text in hexadecimal digits; another text is refused. */
  readonly sha256?: string | undefined;
}

export interface DeterministicPolicy {
  /** Any text; all randomness of the run comes from it. */
  readonly seed: string;
  /** Where the clock starts, in milliseconds since the epoch. It moves with timers alone. */
  readonly now: number;
}
