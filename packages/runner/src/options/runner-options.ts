import { availableParallelism, cpus } from 'node:os';
import { defaultLimits, type SandboxAdapter } from '@codelets/core';
import type { CodeletRunnerOptions, RunnerDescription } from '../types.js';
import { checkInteger, checkKeys, checkObject, typeOf } from './check.js';
import { RUN_OPTION_NAMES, layOver, type ResolvedRunOptions } from './run-options.js';

export interface ContinuationOptions {
  readonly key: string;
  readonly ttl_ms: number;
}

export type ResolvedPool = RunnerDescription['pool'];

export interface ResolvedRunnerOptions {
  /** `undefined`: the default sandbox, loaded when it is needed. */
  readonly sandbox: SandboxAdapter | undefined;
  readonly pool: ResolvedPool;
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
    [...RUN_OPTION_NAMES, 'sandbox', 'pool', 'continuation_key', 'continuation_ttl_ms'],
    'createCodeletRunner()',
  );
  const { sandbox, pool, continuation_key, continuation_ttl_ms, ...runOptions } =
    given as CodeletRunnerOptions;
  if (sandbox !== undefined) checkSandbox(sandbox);
  const nothing: ResolvedRunOptions = {
    input: undefined,
    globals: undefined,
    signal: undefined,
    onLog: undefined,
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
  const pool = { max_hosts: Math.max(4, cores), min_ready: 1, max_queue: 1000, queue_timeout_ms: 10_000 };
  const ranges = {
    max_hosts: [1, 10_000],
    min_ready: [0, 10_000],
    max_queue: [0, 1_000_000],
    queue_timeout_ms: [1, 2 ** 31 - 1],
  } as const;
  const names = Object.keys(pool) as (keyof typeof pool)[];
  checkKeys(given, names, 'pool');
  for (const name of names) {
    const value = given[name];
    if (value !== undefined)
      pool[name] = checkInteger(value, `pool.${name}`, ranges[name][0], ranges[name][1]);
  }
  if (given['min_ready'] === undefined) pool.min_ready = Math.min(pool.min_ready, pool.max_hosts);
  if (pool.min_ready > pool.max_hosts)
    throw new TypeError('pool.min_ready must not be greater than pool.max_hosts');
  return pool;
}

function checkSandbox(sandbox: unknown): void {
  const { spec, name, openHost, traits } = (sandbox ?? {}) as Partial<SandboxAdapter>;
  if (typeof name !== 'string' || typeof openHost !== 'function' || typeof traits !== 'function') {
    throw new TypeError(`sandbox must be a sandbox adapter such as vm2(), got ${typeOf(sandbox)}`);
  }
  if (spec !== 1)
    throw new TypeError(`sandbox ${name} is made for version ${String(spec)} of the contract, not for 1`);
}
