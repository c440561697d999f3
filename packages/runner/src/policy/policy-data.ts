import { createHash } from 'node:crypto';
import type { StandardSchema } from '@codelets/core';
import type { ResolvedPolicy } from './resolved-types.js';
import type { ModuleGrant, NetworkPolicy } from './types.js';

/** What a policy is as data: no function, no secret. Sections that grant nothing are left out. */
export interface PolicyDescription {
  /** Of this form; the hash covers it. */
  readonly version: 1;
  /** By `group.name`. */
  readonly capabilities?: Readonly<Record<string, CapabilityDescription>>;
  /** With the names of headers in place of the headers. */
  readonly network?: Omit<NetworkPolicy, 'allow'> & { readonly allow: readonly RuleDescription[] };
  readonly env?: Readonly<Record<string, string>>;
  /** Source text as `source_sha256`. */
  readonly modules?: Readonly<Record<string, ModuleDescription>>;
  readonly deterministic?: { readonly seed: string; readonly now: number };
}

export interface CapabilityDescription {
  readonly description?: string;
  /** The JSON Schema where the schema offers one, otherwise the name of the library that made it. */
  readonly input?: unknown;
  readonly output?: unknown;
  readonly timeout_ms: number;
  readonly max_calls?: number;
  readonly max_concurrent: number;
}

export interface RuleDescription {
  readonly origin: string;
  readonly methods: readonly string[];
  readonly path: string;
  readonly headers?: readonly string[];
}

export interface ModuleDescription {
  readonly package?: string;
  readonly export?: string;
  readonly file?: string;
  readonly source_sha256?: string;
  readonly sha256?: string;
}

/** Everything of a policy that may be shown, logged and compared. */
export function describePolicy(policy: Omit<ResolvedPolicy, 'hash'>): PolicyDescription {
  const { capabilities, network, env, modules, deterministic } = policy;
  const granted = Object.entries(modules);
  return {
    version: 1,
    ...(capabilities.size > 0 && { capabilities: describeCapabilities(capabilities) }),
    ...(network && { network: describeNetwork(network) }),
    ...(Object.keys(env).length > 0 && { env }),
    ...(granted.length > 0 && {
      modules: Object.fromEntries(granted.map(([specifier, grant]) => [specifier, describeModule(grant)])),
    }),
    ...(deterministic && { deterministic }),
  };
}

/**
 * SHA-256 over the description, in hexadecimal digits: equal for policies that grant the same, whatever the order in
 * which they are written. Not in it: functions, which have no identity beyond their process, and the values of
 * headers. Those are secrets, the hash stands in results, logs and recordings, and everything else under it is known
 * to whoever reads them: a digest of a short secret could be found by trying. A keyed digest would need a key that
 * every service shares, and either would change when a secret is renewed, although what a codelet may do is the same.
 * So the hash answers "which policy", and is no key for a cache of what a secret opens.
 */
export function policyHash(policy: Omit<ResolvedPolicy, 'hash'>): string {
  return sha256(canonical(describePolicy(policy)));
}

function describeCapabilities(
  capabilities: ResolvedPolicy['capabilities'],
): Record<string, CapabilityDescription> {
  const described: Record<string, CapabilityDescription> = {};
  for (const [name, capability] of capabilities) {
    const { description, input_schema, output_schema, timeout_ms, max_calls, max_concurrent } = capability;
    described[name] = {
      ...(description !== undefined && { description }),
      ...(input_schema && { input: jsonSchemaOf(input_schema, 'input') }),
      ...(output_schema && { output: jsonSchemaOf(output_schema, 'output') }),
      timeout_ms,
      ...(max_calls !== undefined && { max_calls }),
      max_concurrent,
    };
  }
  return described;
}

function describeNetwork({ allow, ...rest }: NetworkPolicy): NonNullable<PolicyDescription['network']> {
  return {
    ...rest,
    allow: allow.map(({ origin, methods = [], path = '/', headers = {} }) => {
      const names = Object.keys(headers).sort();
      return { origin, methods, path, ...(names.length > 0 && { headers: names }) };
    }),
  };
}

function describeModule(grant: string | ModuleGrant): ModuleDescription {
  const { source, ...rest } = typeof grant === 'string' ? { package: grant } : grant;
  return { ...rest, ...(source !== undefined && { source_sha256: sha256(source) }) } as ModuleDescription;
}

/** By Standard JSON Schema, which libraries offer beside Standard Schema: https://standardschema.dev/json-schema */
interface JsonSchemaSource {
  readonly jsonSchema?: { readonly [Side in 'input' | 'output']?: (options: { target: string }) => unknown };
}

function jsonSchemaOf(schema: StandardSchema, side: 'input' | 'output'): unknown {
  const { vendor, jsonSchema } = schema['~standard'] as StandardSchema['~standard'] & JsonSchemaSource;
  try {
    const text = JSON.stringify(jsonSchema?.[side]?.({ target: 'draft-2020-12' }));
    if (text !== undefined) return JSON.parse(text) as unknown;
  } catch {
    // Libraries throw for what JSON Schema cannot say.
  }
  return { vendor: String(vendor) };
}

/** JSON with sorted keys: one text for one value. */
function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const entries = Object.entries(value).sort(([first], [second]) => (first < second ? -1 : 1));
  return `{${entries.map(([key, member]) => `${JSON.stringify(key)}:${canonical(member)}`).join(',')}}`;
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
