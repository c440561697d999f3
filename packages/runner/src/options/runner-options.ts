import { availableParallelism, cpus } from 'node:os';
import { defaultLimits, type SandboxAdapter } from '@codelets/core';
import { checkModuleGrants } from '../modules/check-module-grants.js';
import type { ModuleGrants } from '../modules/types.js';
import type { CodeletRunnerOptions, RunnerDescription } from '../types.js';
import { checkInteger, checkKeys, checkObject, typeOf } from './check.js';
import { RUN_OPTION_NAMES, layOver, type ResolvedRunOptions } from './run-options.js';

export type ResolvedPool = RunnerDescription['pool'];

export interface ResolvedRunnerOptions {
  /** `undefined`: the default sandbox, loaded when it is needed. */
  readonly sandbox: SandboxAdapter | undefined;
  readonly pool: ResolvedPool;
  readonly modules: ModuleGrants;
  readonly defaults: ResolvedRunOptions;
}

/** Checks the options of a runner. Throws a `TypeError` that names the field. */
export function resolveRunnerOptions(options: unknown): ResolvedRunnerOptions {
  const given = options ?? {};
  checkObject(given, 'options');
  checkKeys(given, [...RUN_OPTION_NAMES, 'sandbox', 'pool', 'policy'], 'createCodeletRunner()');
  const { sandbox, pool, policy, ...runOptions } = given as CodeletRunnerOptions;
  if (sandbox !== undefined) checkSandbox(sandbox);
  const nothing: ResolvedRunOptions = {
    input: undefined,
    globals: undefined,
    signal: undefined,
    onLog: undefined,
    limits: defaultLimits(),
    explicit: new Set(),
  };
  return {
    sandbox,
    pool: resolvePool(pool),
    modules: checkModuleGrants(policy),
    defaults: layOver(runOptions, nothing),
  };
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
