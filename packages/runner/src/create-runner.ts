import { createHash } from 'node:crypto';
import { SandboxUnavailableError, type CodeletResult, type SandboxAdapter } from '@codelets/core';
import { Compiler, type GrantedUnit } from '@codelets/compiler';
import { failure } from '@codelets/session';
import { CodeletRun, QueueError, type RunServices } from './codelet-run.js';
import { loadDefaultSandbox } from './default-sandbox.js';
import { Emitter } from './emitter.js';
import { compileSource } from './modules/compile-source.js';
import { resolveModuleGrants } from './modules/resolve-module-grants.js';
import { resolveRunOptions, type ResolvedRunOptions } from './options/run-options.js';
import { resolveRunnerOptions, type ResolvedRunnerOptions } from './options/runner-options.js';
import { HostPool } from './pool/host-pool.js';
import { memoryClassOf } from './pool/memory-class.js';
import { checkSource, readSource } from './read-source.js';
import type {
  CodeletRunner,
  CodeletRunnerOptions,
  CodeletRunOptions,
  CodeletSource,
  PreparedCodelet,
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

/** Node 18 has no `Symbol.asyncDispose`; compilers that emit `await using` for it ask for this name. */
const asyncDispose: typeof Symbol.asyncDispose = Symbol.asyncDispose ?? Symbol.for('Symbol.asyncDispose');

class Runner implements CodeletRunner {
  readonly #options: ResolvedRunnerOptions;
  readonly #emitter = new Emitter();
  readonly #compiler = new Compiler();
  readonly #active = new Map<Promise<unknown>, AbortController>();
  #services: Promise<RunServices>;
  /** Bundled and compiled once, when the runner is made. */
  readonly #grants: Promise<readonly GrantedUnit[]>;
  #pool: HostPool | undefined;
  #runs = 0;
  #awaited = 0;
  #disposed: Promise<void> | undefined;
  #keepAlive: ReturnType<typeof setInterval> | undefined;

  constructor(options: ResolvedRunnerOptions) {
    this.#options = options;
    this.#grants = resolveModuleGrants(options.modules, this.#compiler);
    this.#grants.catch(() => undefined);
    this.#services = this.#open();
    // Each run reports it; until then there is nobody to tell.
    this.#services.catch(() => undefined);
    Object.defineProperty(this, asyncDispose, { value: () => this.dispose() });
  }

  declare [Symbol.asyncDispose]: () => Promise<void>;

  async run<T = unknown>(source: CodeletSource, options?: CodeletRunOptions): Promise<CodeletResult<T>> {
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
      await compileSource(this.#compiler, read, options, await this.#grants);
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

  on: CodeletRunner['on'] = (event, listener) => this.#emitter.on(event, listener);

  async describe(): Promise<RunnerDescription> {
    this.#mustBeOpen();
    const { adapter } = await this.#services;
    return {
      sandbox: { name: adapter.name, isolation: adapter.isolation },
      traits: await adapter.traits(),
      limits: this.#options.defaults.limits,
      pool: this.#options.pool,
    };
  }

  stats(): RunnerStats {
    const count = (state: 'starting' | 'ready' | 'busy'): number => this.#pool?.count(state) ?? 0;
    return {
      runs: this.#runs,
      running: this.#active.size,
      queued: this.#pool?.queued ?? 0,
      hosts: { starting: count('starting'), ready: count('ready'), busy: count('busy') },
    };
  }

  dispose(): Promise<void> {
    this.#disposed ??= this.#keepingAlive(this.#close());
    return this.#disposed;
  }

  async #open(): Promise<RunServices> {
    const adapter: SandboxAdapter = this.#options.sandbox ?? (await loadDefaultSandbox().catch(unavailable));
    const { pool, defaults } = this.#options;
    const emitter = this.#emitter;
    this.#pool = new HostPool(adapter, pool, memoryClassOf(defaults.limits.memory_mb), {
      onStart: ({ id, memory_mb }) => emitter.emit('host-start', { host_id: id, memory_mb }),
      onEnd: ({ id }, { reason, detail }) => emitter.emit('host-end', { host_id: id, reason, detail }),
    });
    if (this.#disposed) await this.#pool.dispose(disposedError());
    const { queue_timeout_ms } = pool;
    return {
      adapter,
      pool: this.#pool,
      compiler: this.#compiler,
      emitter,
      queue_timeout_ms,
      policy_hash: EMPTY_POLICY_HASH,
    };
  }

  #run(source: CodeletSource, options: ResolvedRunOptions): Promise<CodeletResult> {
    this.#mustBeOpen();
    this.#runs += 1;
    const controller = new AbortController();
    const { signal } = options;
    const abort = (): void => controller.abort();
    if (signal?.aborted) abort();
    else signal?.addEventListener('abort', abort, { once: true });
    const running = Promise.all([this.#services, this.#grants]).then(([services, grants]) =>
      new CodeletRun(services, source, { ...options, signal: controller.signal }, grants).result(),
    );
    this.#active.set(running, controller);
    const ended = running.finally(() => {
      signal?.removeEventListener('abort', abort);
      this.#active.delete(running);
    });
    return this.#keepingAlive(ended);
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

/** Hash of the policy that gives nothing, which is every policy until policies come. */
const EMPTY_POLICY_HASH = createHash('sha256').update('{}').digest('hex');
