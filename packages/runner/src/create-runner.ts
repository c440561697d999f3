import {
  SandboxUnavailableError,
  type CodeletResult,
  type Recording,
  type SandboxAdapter,
} from '@codelets/core';
import { Compiler, type GrantedUnit } from '@codelets/compiler';
import { failure } from '@codelets/session';
import { QueueError } from './acquire-host.js';
import { CodeletRun } from './codelet-run.js';
import { loadDefaultSandbox } from './default-sandbox.js';
import { Emitter } from './emitter.js';
import { loadNetwork } from './load-network.js';
import { compileSource } from './modules/compile-source.js';
import { resolveModuleGrants } from './modules/resolve-module-grants.js';
import { checkInteger, checkKeys, checkObject } from './options/check.js';
import { resolveRunOptions, type ResolvedRunOptions } from './options/run-options.js';
import {
  MAXIMUM_RUNS,
  resolveRunnerOptions,
  type ResolvedPool,
  type ResolvedRunnerOptions,
} from './options/runner-options.js';
import { describePolicy } from './policy/policy-data.js';
import { NO_POLICY, type ResolvedPolicy } from './policy/resolved-policy.js';
import { HostPool } from './pool/host-pool.js';
import { memoryClassOf } from './pool/memory-class.js';
import { NO_TENANT } from './pool/tenants.js';
import { parseRecording } from './recording/parse-recording.js';
import { replayOf, resumeOf } from './recording/past.js';
import { behindWalls, createWallGuard } from './wall-guard.js';
import { checkSource, readSource } from './read-source.js';
import { labelOf, type Granted, type Past, type RunServices } from './run-parts.js';
import { SharedSignals } from './shared-signals.js';
import type {
  CodeletRunner,
  CodeletRunnerOptions,
  CodeletRunOptions,
  CodeletSource,
  PreparedCodelet,
  ReplayResult,
  ResumeOptions,
  RunnerDescription,
  RunnerStats,
} from './types.js';

/**
 * Makes a runner with a pool of warm hosts of its own. Nothing of it keeps the process alive but runs under way.
 * Throws a `TypeError` that names the field for a mistake in the options.
 */
export function createCodeletRunner(options?: CodeletRunnerOptions): CodeletRunner {
  return new Runner(resolveRunnerOptions(options));
}

const NO_MODULES: Promise<readonly GrantedUnit[]> = Promise.resolve([]);

const NOTHING: Granted = { modules: [], network: undefined };

const RESUME_OPTION_NAMES = ['call', 'tenant', 'signal', 'on_log', 'policy', 'record', 'output_schema'];

/** Of a run that is refused before its source is known. */
const NO_SOURCE: CodeletSource = { type: 'string', code: '' };

/** Node 18 has no `Symbol.asyncDispose`; compilers that emit `await using` for it ask for this name. */
const asyncDispose: typeof Symbol.asyncDispose = Symbol.asyncDispose ?? Symbol.for('Symbol.asyncDispose');

class Runner implements CodeletRunner {
  readonly #options: ResolvedRunnerOptions;
  readonly #emitter = new Emitter();
  readonly #compiler = new Compiler();
  readonly #signals = new SharedSignals();
  readonly #active = new Map<Promise<unknown>, AbortController>();
  #services: Promise<RunServices>;
  /** Bundled and compiled once, when the runner is made. */
  /** Granted modules by what was granted: bundled and compiled once. */
  readonly #modules = new Map<string, Promise<readonly GrantedUnit[]>>();
  #pool: HostPool | undefined;
  #runs = 0;
  #awaited = 0;
  #disposed: Promise<void> | undefined;
  #keepAlive: ReturnType<typeof setInterval> | undefined;

  constructor(options: ResolvedRunnerOptions) {
    this.#options = options;
    // Ahead of the first run, which reports what fails.
    this.#granted(options.defaults.policy).catch(() => undefined);
    this.#services = this.#open();
    // Each run reports it; until then there is nobody to tell.
    this.#services.catch(() => undefined);
    Object.defineProperty(this, asyncDispose, { value: () => this.dispose() });
  }

  declare [Symbol.asyncDispose]: () => Promise<void>;

  async run<T>(source: CodeletSource, options?: CodeletRunOptions): Promise<CodeletResult<T>> {
    checkSource(source);
    const resolved = resolveRunOptions(options, this.#options.defaults);
    return (await this.#run({ ...source }, resolved)) as CodeletResult<T>;
  }

  async prepare(source: CodeletSource): Promise<PreparedCodelet> {
    checkSource(source);
    this.#mustBeOpen();
    const { defaults } = this.#options;
    const read = await readSource(source, defaults.limits);
    const { export_name } = source;
    // A file that cannot be read stays what it is: its error comes back as the result of run.
    const frozen: CodeletSource =
      read.ok && !read.modules
        ? {
            type: 'string',
            code: read.source.code,
            filename: read.source.filename,
            language: read.language,
            export_name,
          }
        : source.type === 'modules'
          ? { ...source, modules: { ...source.modules } }
          : { ...source };
    if (read.ok) {
      const globals = Object.keys(defaults.globals ?? {});
      const options = { export_name: export_name ?? 'main', globals };
      await compileSource(this.#compiler, read, options, (await this.#granted(defaults.policy)).modules);
    }
    let isDisposed = false;
    return {
      run: async <T>(options?: CodeletRunOptions) => {
        if (isDisposed) throw new TypeError('The prepared codelet is disposed');
        return (await this.#run(frozen, resolveRunOptions(options, defaults))) as CodeletResult<T>;
      },
      dispose: () => {
        isDisposed = true;
      },
    };
  }

  async replay<T = unknown>(given: Recording): Promise<ReplayResult<T>> {
    const recording = parseRecording(given);
    const { source, options, past } = replayOf(recording, this.#options.defaults);
    return (await this.#run(source, options, past)) as ReplayResult<T>;
  }

  async resume<T = unknown>(
    continuation: string,
    answer: unknown,
    options: ResumeOptions = {},
  ): Promise<CodeletResult<T>> {
    const { defaults, continuations } = this.#options;
    this.#mustBeOpen();
    const services = await this.#services;
    checkObject(options, 'options');
    checkKeys(options, RESUME_OPTION_NAMES, 'resume()');
    const { call, ...over }: ResumeOptions = options;
    if (call !== undefined) checkInteger(call, 'call', 1, Number.MAX_SAFE_INTEGER);
    const { tenant } = over;
    const resolved = resolveRunOptions(over, defaults);
    const sandbox = labelOf(services.adapter);
    const resumed = resumeOf({
      continuation,
      answer,
      call,
      options: resolved,
      continuations,
      sandbox,
      tenant,
    });
    if (!resumed.ok) {
      const refused = new CodeletRun(services, NO_SOURCE, resolved, NOTHING).refused(resumed.error);
      return refused as CodeletResult<T>;
    }
    return (await this.#run(resumed.source, resumed.options, resumed.past)) as CodeletResult<T>;
  }

  on: CodeletRunner['on'] = (event, listener) => this.#emitter.on(event, listener);

  async describe(): Promise<RunnerDescription> {
    this.#mustBeOpen();
    const { adapter } = await this.#services;
    return {
      sandbox: { name: adapter.name, isolation: adapter.isolation },
      traits: await adapter.traits(),
      // Copies: what a caller does with a description must not be done to the runner.
      limits: { ...this.#options.defaults.limits },
      pool: shownPool(this.#options.pool),
      policy: describePolicy(this.#options.defaults.policy ?? NO_POLICY),
    };
  }

  stats(): RunnerStats {
    const count = (state: 'starting' | 'ready' | 'busy'): number => this.#pool?.count(state) ?? 0;
    return {
      runs: this.#runs,
      running: this.#active.size,
      queued: this.#pool?.queued ?? 0,
      hosts: { starting: count('starting'), ready: count('ready'), busy: count('busy') },
      hosts_memory_mb: this.#pool?.admitted_memory_mb ?? 0,
      evictions: this.#pool?.evictions ?? 0,
      retries: this.#pool?.retries ?? 0,
      tenants: (this.#pool?.loads(MAXIMUM_TENANTS_TOLD) ?? []).map(({ tenant, running, queued }) =>
        tenant === NO_TENANT ? { running, queued } : { tenant, running, queued },
      ),
    };
  }

  dispose(): Promise<void> {
    this.#disposed ??= this.#keepingAlive(this.#close());
    return this.#disposed;
  }

  async #open(): Promise<RunServices> {
    const sandbox: SandboxAdapter = this.#options.sandbox ?? (await loadDefaultSandbox().catch(unavailable));
    const { pool: wanted_pool, defaults, walls } = this.#options;
    const adapter = behindWalls(sandbox, walls);
    const refuse = createWallGuard(adapter, walls);
    // No host is started ahead of runs that are going to be refused.
    const refused = refuse === undefined ? undefined : await refuse();
    const pool = refused === undefined ? wanted_pool : { ...wanted_pool, min_ready: 0 };
    const emitter = this.#emitter;
    this.#pool = new HostPool(adapter, pool, memoryClassOf(defaults.limits.memory_mb), {
      onStart: ({ id, memory_mb }) => emitter.emit('host-start', { host_id: id, memory_mb }),
      onEnd: ({ id }, { reason, detail }) => emitter.emit('host-end', { host_id: id, reason, detail }),
    });
    if (this.#disposed) await this.#pool.dispose(disposedError());
    const { queue_timeout_ms, max_memory_mb } = pool;
    return {
      adapter,
      refuse,
      pool: this.#pool,
      compiler: this.#compiler,
      emitter,
      queue_timeout_ms,
      continuations: this.#options.continuations,
      max_memory_mb,
    };
  }

  #run(source: CodeletSource, options: ResolvedRunOptions, past?: Past): Promise<CodeletResult> {
    this.#mustBeOpen();
    this.#runs += 1;
    const controller = new AbortController();
    const leave = options.signal && this.#signals.follow(options.signal, () => controller.abort());
    const granted = this.#granted(options.policy);
    const running = Promise.all([this.#services, granted]).then(([services, grants]) =>
      new CodeletRun(services, source, { ...options, signal: controller.signal }, grants, past).result(),
    );
    this.#active.set(running, controller);
    const ended = running.finally(() => {
      leave?.();
      this.#active.delete(running);
    });
    return this.#keepingAlive(ended);
  }

  async #granted(policy: ResolvedPolicy | undefined): Promise<Granted> {
    const { modules = {}, network } = policy ?? {};
    const [units, loaded] = await Promise.all([this.#units(modules), network && loadNetwork(network)]);
    return { modules: units, network: loaded };
  }

  #units(modules: ResolvedPolicy['modules']): Promise<readonly GrantedUnit[]> {
    if (Object.keys(modules).length === 0) return NO_MODULES;
    const key = JSON.stringify(modules);
    const known = this.#modules.get(key);
    if (known) return known;
    const resolving = resolveModuleGrants(modules, this.#compiler);
    this.#modules.set(key, resolving);
    return resolving;
  }

  /** Hosts do not keep the service's process alive; what somebody waits for does. */
  async #keepingAlive<T>(awaited: Promise<T>): Promise<T> {
    this.#keepAlive ??= setInterval(() => undefined, 2 ** 30);
    this.#awaited += 1;
    try {
      return await awaited;
    } finally {
      this.#awaited -= 1;
      if (this.#awaited === 0) {
        clearInterval(this.#keepAlive);
        this.#keepAlive = undefined;
      }
    }
  }

  async #close(): Promise<void> {
    const running = [...this.#active];
    for (const [, controller] of running) controller.abort();
    await this.#services.catch(() => undefined);
    await this.#pool?.dispose(disposedError());
    await Promise.allSettled(running.map(([run]) => run));
    await this.#compiler.dispose();
  }

  #mustBeOpen(): void {
    if (this.#disposed) throw new TypeError('The runner is disposed');
  }
}

/** So many tenants are told of in `stats()`: it is read often, and its size must not be the callers' to choose. */
const MAXIMUM_TENANTS_TOLD = 100;

/** The pool as it is told: without bounds that nobody set. */
function shownPool(pool: ResolvedPool): RunnerDescription['pool'] {
  const { max_memory_mb, per_tenant, max_runs_per_host, ...always } = pool;
  const { max_running, max_queue } = per_tenant;
  const isSet = max_running !== pool.max_hosts || max_queue !== pool.max_queue;
  return {
    ...always,
    ...(max_memory_mb === undefined ? {} : { max_memory_mb }),
    ...(isSet ? { per_tenant: { ...per_tenant } } : {}),
    ...(max_runs_per_host === MAXIMUM_RUNS ? {} : { max_runs_per_host }),
  };
}

function disposedError(): QueueError {
  return new QueueError(failure('ABORTED', 'The runner was disposed'));
}

/** The default sandbox that cannot be imported is one that cannot be opened: each run says so in its result. */
function unavailable(thrown: unknown): SandboxAdapter {
  const said = thrown instanceof Error ? thrown.message : String(thrown);
  const message = `The default sandbox cannot be loaded (${said}). Install it with: npm install @codelets/sandbox-vm2`;
  const refuse = (): Promise<never> => Promise.reject(new SandboxUnavailableError(message));
  return { spec: 1, name: 'vm2', isolation: 'process', traits: refuse, openHost: refuse };
}
