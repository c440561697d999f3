import {
  LIMITS,
  type LimitName,
  type RunLimits,
  type StandardIssue,
  type StandardSchema,
} from '@codelets/core';
import { checkPolicy } from '../check-policy.js';
import { under, type Problems } from '../problems.js';
import { readFields, readInteger, readRecord } from '../read-data.js';
import { POLICY_SECTIONS, type ResolvedPolicy } from '../resolved-types.js';
import type { CapabilityFunction } from '../types.js';
import { checkJsonSchema } from './check-json-schema.js';
import { toJsonData } from './json-data.js';
import { fillHeaders, type DocumentHeader } from './read-network.js';
import type { JsonSchema } from './json-schema.js';

/** What a document does not hold itself. */
export interface Outside {
  /** The function of a capability by `group.name`. */
  readonly call: (name: string, path: string) => CapabilityFunction;
  /** A variable of the service's environment. */
  readonly variable: (name: string, path: string) => string;
  readonly schema: (schema: JsonSchema) => StandardSchema;
}

export interface ReadDocument {
  readonly policy: ResolvedPolicy;
  readonly limits: { readonly [Name in LimitName]?: number };
  readonly headers: readonly DocumentHeader[];
}

export const ROOT = 'policy';
const FIELDS = ['$schema', 'version', ...POLICY_SECTIONS, 'limits'] as const;
const CAPABILITY_FIELDS = [
  'description',
  'input',
  'output',
  'timeout_ms',
  'max_calls',
  'max_concurrent',
] as const;
const LIMIT_NAMES = Object.keys(LIMITS) as LimitName[];

/** Reads a policy document. What it answers counts only when no problem was found. */
export function readDocument(value: unknown, outside: Outside, problems: Problems): ReadDocument {
  // A copy of our own from here on, of JSON alone.
  const data = toJsonData(value);
  if ('issue' in data) problems.add(placeOf(data.issue.path ?? []), data.issue.message);
  const fields = readFields('issue' in data ? { version: 1 } : data.value, ROOT, FIELDS, problems);
  const { $schema, version, capabilities, network, limits, ...rest } = fields ?? { version: 1 };
  if ($schema !== undefined && typeof $schema !== 'string')
    problems.add(`${ROOT}.$schema`, 'must be a string');
  if (version !== 1) problems.add(`${ROOT}.version`, 'must be 1');
  const headers = fillHeaders(network, `${ROOT}.network`, outside.variable, problems);
  const policy = {
    ...rest,
    ...(network !== undefined && { network }),
    ...(capabilities !== undefined && { capabilities: readCapabilities(capabilities, outside, problems) }),
  };
  return {
    policy: checkPolicy(policy, ROOT, undefined, problems),
    limits: limits === undefined ? {} : readLimits(limits, problems),
    headers,
  };
}

function placeOf(keys: NonNullable<StandardIssue['path']>): string {
  return keys.reduce<string>(
    (path, key) => (typeof key === 'number' ? `${path}[${key}]` : under(path, String(key))),
    ROOT,
  );
}

function readCapabilities(value: unknown, outside: Outside, problems: Problems): unknown {
  const path = `${ROOT}.capabilities`;
  const groups = readRecord(value, path, problems);
  return mapped(groups, (members, group) => {
    const record = readRecord(members, under(path, group), problems);
    return mapped(record, (definition, member) =>
      readCapability(definition, `${group}.${member}`, under(under(path, group), member), outside, problems),
    );
  });
}

function readCapability(
  value: unknown,
  name: string,
  path: string,
  outside: Outside,
  problems: Problems,
): unknown {
  const { input, output, ...rest } = readFields(value, path, CAPABILITY_FIELDS, problems) ?? {};
  const schema = (given: unknown, place: string): StandardSchema | undefined => {
    const checked = given === undefined ? undefined : checkJsonSchema(given, place, problems);
    return checked === undefined ? undefined : outside.schema(checked);
  };
  return {
    ...rest,
    call: outside.call(name, path),
    input_schema: schema(input, `${path}.input`),
    output_schema: schema(output, `${path}.output`),
  };
}

function readLimits(value: unknown, problems: Problems): ReadDocument['limits'] {
  const path = `${ROOT}.limits`;
  const fields = readFields(value, path, LIMIT_NAMES, problems) ?? {};
  const limits: { -readonly [Name in keyof RunLimits]?: number } = {};
  for (const name of LIMIT_NAMES) {
    if (fields[name] === undefined) continue;
    const { minimum, maximum } = LIMITS[name];
    const limit = readInteger(fields[name], `${path}.${name}`, [minimum, maximum], problems);
    if (limit !== undefined) limits[name] = limit;
  }
  return limits;
}

function mapped(
  record: ReadonlyMap<string, unknown> | undefined,
  change: (value: unknown, key: string) => unknown,
): object {
  return Object.fromEntries([...(record ?? [])].map(([key, value]) => [key, change(value, key)]));
}
