import type { RunLimits } from '@codelets/core';
import type { DeterministicPolicy, ModuleGrant, NetworkPolicy, NetworkRule } from '../types.js';
import type { JsonSchema } from './json-schema.js';

/** What of a policy is data, as one JSON document. `@codelets/runner/policy.schema.json` is its JSON Schema. */
export interface PolicyDocument {
  readonly $schema?: string | undefined;
  readonly version: 1;
  /** By group and name. The functions are handed to `policyFromDocument`. */
  readonly capabilities?: Readonly<Record<string, Readonly<Record<string, CapabilityDocument>>>> | undefined;
  readonly network?: NetworkDocument | undefined;
  readonly env?: Readonly<Record<string, string>> | undefined;
  readonly modules?: Readonly<Record<string, string | ModuleGrant>> | undefined;
  readonly deterministic?: DeterministicPolicy | undefined;
  /** The limits of every run. */
  readonly limits?: { readonly [Name in keyof RunLimits]?: number | undefined } | undefined;
}

export interface CapabilityDocument {
  readonly description?: string | undefined;
  /** What the argument has to be. */
  readonly input?: JsonSchema | undefined;
  /** What the answer has to be. */
  readonly output?: JsonSchema | undefined;
  readonly timeout_ms?: number | undefined;
  readonly max_calls?: number | undefined;
  readonly max_concurrent?: number | undefined;
}

export interface NetworkDocument extends Omit<NetworkPolicy, 'allow'> {
  readonly allow: readonly NetworkRuleDocument[];
}

export interface NetworkRuleDocument extends Omit<NetworkRule, 'headers'> {
  /** A value, or the variable of the service's environment that holds it: the document itself holds no secret. */
  readonly headers?: Readonly<Record<string, string | { readonly env: string }>> | undefined;
}
