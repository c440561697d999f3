import { availableParallelism, cpus } from 'node:os';
import { defaultLimits, type SandboxAdapter } from '@codelets/core';
import type { CodeletRunnerOptions } from '../types.js';
import { checkInteger, checkKeys, checkObject, typeOf } from './check.js';
import { resolveWalls, type ResolvedWalls } from './walls.js';
import { RUN_OPTION_NAMES, layOver, type ResolvedRunOptions } from './run-options.js';

export interface ContinuationOptions {
  readonly key: string;
  readonly ttl_ms: number;
}

export interface ResolvedPool {
  readonly max_hosts: number;
  readonly min_ready: number;
  readonly max_queue: number;
  readonly queue_timeout_ms: number;
  readonly max_runs_per_host: number;
  /** `undefined`: no budget. */
  readonly max_memory_mb: number | undefined;
  readonly per_tenant: { readonly max_running: number; readonly max_queue: number };
}

export interface ResolvedRunnerOptions {
  /** `undefined`: the default sandbox, loaded when it is needed. */
  readonly sandbox: SandboxAdapter | undefined;
  readonly pool: ResolvedPool;
  readonly walls: ResolvedWalls;
  readonly defaults: ResolvedRunOptions;
  /** `undefined`: runs cannot be suspended. */
  readonly continuations: ContinuationOptions | undefined;
}

/** Checks the options of a runner. Throws a `TypeError` that names the field. */
export function resolveRunnerOptions(options: unknown): ResolvedRunnerOptions {
  const given = options ?? {};
  checkObject(given, 'options');
  checkKeys(
    given,
    [
      ...RUN_OPTION_NAMES,
      'sandbox',
      'pool',
      'walls',
      'require_walls',
      'continuation_key',
      'continuation_ttl_ms',
    ],
    'createCodeletRunner()',
  );
  const { sandbox, pool, walls, require_walls, continuation_key, continuation_ttl_ms, ...runOptions } =
    given as CodeletRunnerOptions;
  if (sandbox !== undefined) checkSandbox(sandbox);
  const nothing: ResolvedRunOptions = {
    input: undefined,
    globals: undefined,
    signal: undefined,
    onLog: undefined,
    tenant: undefined,
    limits: defaultLimits(),
    policy: undefined,
    record: false,
    input_schema: undefined,
    output_schema: undefined,
    explicit: new Set(),
  };
  return {
    sandbox,
    pool: resolvePool(pool),
    walls: resolveWalls(walls, require_walls),
    defaults: layOver(runOptions, nothing),
    continuations: resolveContinuations(continuation_key, continuation_ttl_ms),
  };
}

const DAY_MS = 24 * 60 * 60 * 1000;

function resolveContinuations(key: unknown, ttl_ms: unknown): ContinuationOptions | undefined {
  const ttl =
    ttl_ms === undefined ? 7 * DAY_MS : checkInteger(ttl_ms, 'continuation_ttl_ms', 1, 36_500 * DAY_MS);
  if (key === undefined) return undefined;
  if (typeof key !== 'string' || key.length < 16)
    throw new TypeError('continuation_key must be a text of at least 16 characters');
  return { key, ttl_ms: ttl };
}

function resolvePool(given: unknown = {}): ResolvedPool {
  checkObject(given, 'pool');
  // Node 18.0 to 18.13 has no availableParallelism.
  const cores = typeof availableParallelism === 'function' ? availableParallelism() : cpus().length;
  const pool = {
    max_hosts: Math.max(4, cores),
    min_ready: 1,
    max_queue: 1000,
    queue_timeout_ms: 10_000,
    max_runs_per_host: MAXIMUM_RUNS,
  };
  checkKeys(given, [...Object.keys(RANGES), 'max_memory_mb', 'per_tenant'], 'pool');
  const { max_memory_mb, per_tenant, ...numbers } = given;
  checkNumbers(numbers, pool, RANGES, 'pool');
  if (given['min_ready'] === undefined) pool.min_ready = Math.min(pool.min_ready, pool.max_hosts);
  if (pool.min_ready > pool.max_hosts)
    throw new TypeError(
      `pool.min_ready must not be greater than pool.max_hosts, got ${pool.min_ready} and ${pool.max_hosts}`,
    );
  const budget =
    max_memory_mb === undefined
      ? undefined
      : checkInteger(max_memory_mb, 'pool.max_memory_mb', 1, MAXIMUM_MEMORY_MB);
  const bounds = { max_running: pool.max_hosts, max_queue: pool.max_queue };
  if (per_tenant !== undefined) {
    checkObject(per_tenant, 'pool.per_tenant');
    checkNumbers(per_tenant, bounds, TENANT_RANGES, 'pool.per_tenant');
  }
  return { ...pool, max_memory_mb: budget, per_tenant: bounds };
}

type Ranges<Name extends string> = { readonly [Key in Name]: readonly [minimum: number, maximum: number] };

const RANGES = {
  max_hosts: [1, 10_000],
  min_ready: [0, 10_000],
  max_queue: [0, 1_000_000],
  queue_timeout_ms: [1, 2 ** 31 - 1],
  max_runs_per_host: [1, 1_000_000],
} as const;
const TENANT_RANGES = { max_running: [1, 10_000], max_queue: [0, 1_000_000] } as const;
/** Fragments and caches add up in a host. */
export const MAXIMUM_RUNS = 1000;
const MAXIMUM_MEMORY_MB = 2 ** 31 - 1;

/** Lays checked numbers over their defaults. */
function checkNumbers<Name extends string>(
  given: Record<string, unknown>,
  over: { [Key in Name]: number },
  ranges: Ranges<Name>,
  where: string,
): void {
  const names = Object.keys(ranges) as Name[];
  checkKeys(given, names, where);
  for (const name of names) {
    const value = given[name];
    const [minimum, maximum] = ranges[name];
    if (value !== undefined) over[name] = checkInteger(value, `${where}.${name}`, minimum, maximum);
  }
}

function checkSandbox(sandbox: unknown): void {
  const { spec, name, openHost, traits } = (sandbox ?? {}) as Partial<SandboxAdapter>;
  if (typeof name !== 'string' || typeof openHost !== 'function' || typeof traits !== 'function') {
    throw new TypeError(`sandbox must be a sandbox adapter such as vm2(), got ${typeOf(sandbox)}`);
  }
  if (spec !== 1)
    throw new TypeError(`sandbox ${name} is made for version ${String(spec)} of the contract, not for 1`);
}
