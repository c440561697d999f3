import { LIMITS, type StandardSchema } from '@codelets/core';
import { typeOf } from '../options/check.js';
import { HELPER_NAMES, isName } from './names.js';
import { under, type Problems } from './problems.js';
import { readFields, readInteger, readRecord, readText } from './read-data.js';
import type { ResolvedCapability } from './resolved-types.js';
import type { CapabilityFunction } from './types.js';

export type Capabilities = ReadonlyMap<string, ResolvedCapability>;

const MAXIMUM_COUNT = 1000;
const MAXIMUM_DESCRIPTION = 4096;
/** The longest a timer can wait. */
const TIMEOUT = [1, 2 ** 31 - 1] as const;
export const CAPABILITY_RANGES = {
  timeout_ms: TIMEOUT,
  max_calls: [LIMITS.max_calls.minimum, LIMITS.max_calls.maximum],
  max_concurrent: [1, 1000],
} as const;
export const CAPABILITY_DEFAULTS = { timeout_ms: 30_000, max_concurrent: 10 } as const;

const FIELDS = [
  'call',
  'description',
  'input_schema',
  'output_schema',
  'timeout_ms',
  'max_calls',
  'max_concurrent',
] as const;

/** `runner`: what the runner grants, for `true` and for numbers left out; absent where values must be given. */
export function checkCapabilities(
  value: unknown,
  path: string,
  runner: Capabilities | undefined,
  problems: Problems,
): Capabilities {
  const checked = new Map<string, ResolvedCapability>();
  for (const [group, members] of readRecord(value, path, problems) ?? []) {
    const group_path = under(path, group);
    if (!isName(group, group_path, HELPER_NAMES, problems)) continue;
    for (const [member, given] of readRecord(members, group_path, problems) ?? []) {
      const member_path = under(group_path, member);
      if (!isName(member, member_path, [], problems)) continue;
      const name = `${group}.${member}`;
      const capability = checkCapability(name, given, member_path, runner, problems);
      if (capability) checked.set(name, capability);
    }
  }
  if (checked.size > MAXIMUM_COUNT) problems.add(path, `must name at most ${MAXIMUM_COUNT} functions`);
  return checked;
}

function checkCapability(
  name: string,
  given: unknown,
  path: string,
  runner: Capabilities | undefined,
  problems: Problems,
): ResolvedCapability | undefined {
  const base = runner?.get(name);
  const fields = readDefinition(given, path, runner !== undefined, problems);
  if (!fields) return undefined;
  const { call, description } = fields;
  if (typeof call !== 'function' && !(call === undefined && runner))
    return problems.add(under(path, 'call'), `must be a function, got ${typeOf(call)}`);
  const number = (field: keyof typeof CAPABILITY_RANGES): number | undefined =>
    fields[field] === undefined
      ? undefined
      : readInteger(fields[field], under(path, field), CAPABILITY_RANGES[field], problems);
  return Object.freeze({
    name,
    call: (call as CapabilityFunction | undefined) ?? base?.call ?? notGranted,
    description:
      description === undefined
        ? base?.description
        : readText(description, under(path, 'description'), MAXIMUM_DESCRIPTION, problems),
    input_schema: checkSchema(fields.input_schema, under(path, 'input_schema'), problems),
    output_schema: checkSchema(fields.output_schema, under(path, 'output_schema'), problems),
    timeout_ms: number('timeout_ms') ?? base?.timeout_ms ?? CAPABILITY_DEFAULTS.timeout_ms,
    max_calls: number('max_calls') ?? base?.max_calls,
    max_concurrent: number('max_concurrent') ?? base?.max_concurrent ?? CAPABILITY_DEFAULTS.max_concurrent,
  });
}

function readDefinition(
  given: unknown,
  path: string,
  has_runner: boolean,
  problems: Problems,
): { readonly [Field in (typeof FIELDS)[number]]?: unknown } | undefined {
  if (typeof given === 'function') return { call: given };
  if (given === true) {
    if (has_runner) return {};
    return problems.add(path, 'must be a function: `true` stands for the one of the runner, which has none');
  }
  if (typeof given === 'object' && given !== null) return readFields(given, path, FIELDS, problems);
  return problems.add(path, `must be a function or an object with one, got ${typeOf(given)}`);
}

/** Stands where a run names what its runner does not grant; merging drops it. */
function notGranted(): never {
  throw new TypeError('the runner does not grant this');
}

function checkSchema(value: unknown, path: string, problems: Problems): StandardSchema | undefined {
  if (value === undefined) return undefined;
  // Schemas of some libraries are functions, and most are instances of a class: only what is used counts.
  const standard: unknown =
    (typeof value === 'object' && value !== null) || typeof value === 'function'
      ? (value as Partial<StandardSchema>)['~standard']
      : undefined;
  const { version, validate } = (standard ?? {}) as Partial<StandardSchema['~standard']>;
  if (version === 1 && typeof validate === 'function') return value as StandardSchema;
  return problems.add(path, `must be a Standard Schema of version 1, got ${typeOf(value)}`);
}
