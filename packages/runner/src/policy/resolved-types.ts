import type { StandardSchema } from '@codelets/core';
import type { CapabilityFunction, DeterministicPolicy, ModuleGrant, NetworkPolicy } from './types.js';

export type PolicySection = 'capabilities' | 'network' | 'env' | 'modules' | 'deterministic';

export const POLICY_SECTIONS: readonly PolicySection[] = [
  'capabilities',
  'network',
  'env',
  'modules',
  'deterministic',
];

/** A policy whose every field was checked. Frozen. */
export interface ResolvedPolicy {
  /** By `group.name`. */
  readonly capabilities: ReadonlyMap<string, ResolvedCapability>;
  /** In normal form with every number filled in; `undefined` when no rule allows anything. */
  readonly network: NetworkPolicy | undefined;
  readonly env: Readonly<Record<string, string>>;
  readonly modules: Readonly<Record<string, string | ModuleGrant>>;
  readonly deterministic: DeterministicPolicy | undefined;
  /** The sections that were written down, also empty ones: these tighten, the others leave things as they are. */
  readonly sections: ReadonlySet<PolicySection>;
  /** SHA-256 over all of it that is data, in hexadecimal digits. */
  readonly hash: string;
}

export interface ResolvedCapability {
  readonly name: string;
  readonly call: CapabilityFunction;
  readonly description: string | undefined;
  readonly input_schema: StandardSchema | undefined;
  readonly output_schema: StandardSchema | undefined;
  readonly timeout_ms: number;
  readonly max_calls: number | undefined;
  readonly max_concurrent: number;
}
