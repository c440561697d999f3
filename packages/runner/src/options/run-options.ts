import { LIMITS, mergeLimits, type LimitName, type RunLimits, type StandardSchema } from '@codelets/core';
import { LANGUAGE_GLOBALS, PRELUDE_GLOBALS } from '@codelets/guest';
import { mergePolicies, resolvePolicy, type ResolvedPolicy } from '../policy/resolved-policy.js';
import { isPlain } from '../policy/read-data.js';
import type { CodeletRunOptions } from '../types.js';
import { checkFunction, checkKeys, checkObject, quoted, typeOf } from './check.js';

const LIMIT_NAMES = Object.keys(LIMITS) as LimitName[];

export const RUN_OPTION_NAMES: readonly string[] = [
  ...LIMIT_NAMES,
  'input',
  'globals',
  'signal',
  'on_log',
  'tenant',
  'policy',
  'record',
  'input_schema',
  'output_schema',
];
const MAXIMUM_TENANT_LENGTH = 256;

/** The options of one run with the runner's defaults laid under them. */
export interface ResolvedRunOptions {
  readonly input: unknown;
  readonly globals: Readonly<Record<string, unknown>> | undefined;
  readonly signal: AbortSignal | undefined;
  readonly onLog: CodeletRunOptions['on_log'];
  readonly tenant: string | undefined;
  readonly limits: RunLimits;
  /** What the run is given; `undefined`: nothing, and a run may say otherwise. */
  readonly policy: ResolvedPolicy | undefined;
  readonly record: boolean;
  readonly input_schema: StandardSchema | undefined;
  readonly output_schema: StandardSchema | undefined;
  /** The limits that somebody set, as opposed to defaults: these must be enforced or refused. */
  readonly explicit: ReadonlySet<LimitName>;
}

const IDENTIFIER = /^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u;
const TAKEN: ReadonlySet<string> = new Set([...LANGUAGE_GLOBALS, ...PRELUDE_GLOBALS, '__codelet_define__']);

/** Checks options and lays them over a base. Throws a `TypeError` that names the field. */
export function resolveRunOptions(options: unknown, base: ResolvedRunOptions): ResolvedRunOptions {
  if (options === undefined) return base;
  checkObject(options, 'options');
  checkKeys(options, RUN_OPTION_NAMES, 'run()');
  return layOver(options as CodeletRunOptions, base);
}

export function layOver(given: CodeletRunOptions, base: ResolvedRunOptions): ResolvedRunOptions {
  const { globals, signal, on_log, tenant, policy, record, input_schema, output_schema } = given;
  if (globals !== undefined) checkGlobals(globals);
  if (signal !== undefined) checkSignal(signal);
  checkFunction(on_log, 'on_log');
  if (tenant !== undefined) checkTenant(tenant);
  if (record !== undefined && typeof record !== 'boolean')
    throw new TypeError(`record must be a boolean, got ${typeOf(record)}`);
  checkSchemaOption(input_schema, 'input_schema');
  checkSchemaOption(output_schema, 'output_schema');
  const limits = mergeLimits(base.limits, given);
  const set = LIMIT_NAMES.filter((name) => given[name] !== undefined);
  return {
    input: given.input === undefined ? base.input : given.input,
    globals: globals === undefined ? base.globals : { ...base.globals, ...globals },
    signal: signal ?? base.signal,
    onLog: on_log ?? base.onLog,
    tenant: tenant ?? base.tenant,
    limits,
    policy:
      policy === undefined ? base.policy : mergePolicies(base.policy, resolvePolicy(policy, base.policy)),
    record: record ?? base.record,
    input_schema: input_schema ?? base.input_schema,
    output_schema: output_schema ?? base.output_schema,
    explicit: set.length === 0 ? base.explicit : new Set([...base.explicit, ...set]),
  };
}

function checkGlobals(globals: unknown): void {
  checkObject(globals, 'globals');
  // The entries of a Map, and what stands on the prototype of a class, would be lost without a word.
  if (!isPlain(globals)) throw new TypeError('globals must be a plain object, got an instance of a class');
  for (const name of Object.keys(globals)) {
    if (!IDENTIFIER.test(name)) throw new TypeError(`globals: ${quoted(name)} is not an identifier`);
    if (TAKEN.has(name))
      throw new TypeError(`globals: ${name} exists in every codelet and cannot be replaced`);
  }
}

/** Whether a run may have a global of this name. */
export function isGlobalName(name: string): boolean {
  return IDENTIFIER.test(name) && !TAKEN.has(name);
}

function checkSchemaOption(schema: unknown, name: string): void {
  if (schema === undefined) return;
  const standard = (schema as { '~standard'?: { version?: unknown; validate?: unknown } } | null)?.[
    '~standard'
  ];
  if (standard?.version !== 1 || typeof standard.validate !== 'function') {
    throw new TypeError(`${name} must be a schema of a Standard Schema library, got ${typeOf(schema)}`);
  }
}

function checkTenant(tenant: unknown): void {
  const isName = typeof tenant === 'string' && tenant.length > 0 && tenant.length <= MAXIMUM_TENANT_LENGTH;
  if (isName) return;
  const got = typeof tenant === 'string' ? `${tenant.length}` : typeOf(tenant);
  throw new TypeError(`tenant must be a string of 1 to ${MAXIMUM_TENANT_LENGTH} characters, got ${got}`);
}

function checkSignal(signal: unknown): void {
  const { aborted, addEventListener } = (signal ?? {}) as Partial<AbortSignal>;
  if (typeof aborted !== 'boolean' || typeof addEventListener !== 'function') {
    throw new TypeError(`signal must be an AbortSignal, got ${typeOf(signal)}`);
  }
}
