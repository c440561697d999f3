import { createHash } from 'node:crypto';
import type { StandardSchema } from '@codelets/core';
import type {
  CapabilityFunction,
  CodeletPolicy,
  DeterministicPolicy,
  ModuleGrant,
  NetworkPolicy,
} from './types.js';

/** A policy whose every field was checked. */
export interface ResolvedPolicy {
  /** By `group.name`. */
  readonly capabilities: ReadonlyMap<string, ResolvedCapability>;
  readonly network: NetworkPolicy | undefined;
  readonly env: Readonly<Record<string, string>>;
  readonly modules: Readonly<Record<string, string | ModuleGrant>>;
  readonly deterministic: DeterministicPolicy | undefined;
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

/** Checks a policy. Throws a `TypeError` that names the field. */
export function resolvePolicy(policy: CodeletPolicy): ResolvedPolicy {
  const capabilities = new Map<string, ResolvedCapability>();
  for (const [group, members] of Object.entries(policy.capabilities ?? {})) {
    for (const [member, capability] of Object.entries(members)) {
      const name = `${group}.${member}`;
      const given = typeof capability === 'function' ? { call: capability } : capability;
      capabilities.set(name, {
        name,
        call: given.call,
        description: given.description,
        input_schema: given.input_schema,
        output_schema: given.output_schema,
        timeout_ms: given.timeout_ms ?? 30_000,
        max_calls: given.max_calls,
        max_concurrent: given.max_concurrent ?? 10,
      });
    }
  }
  const { network, env = {}, modules = {}, deterministic } = policy;
  const hash = createHash('sha256').update('{}').digest('hex');
  return { capabilities, network, env, modules, deterministic, hash };
}

/** The policy of a run under the runner's: a run only tightens, and may add `deterministic`. */
export function mergePolicies(
  runner: ResolvedPolicy | undefined,
  run: ResolvedPolicy | undefined,
): ResolvedPolicy {
  return run ?? runner ?? NO_POLICY;
}

export const NO_POLICY: ResolvedPolicy = resolvePolicy({});
