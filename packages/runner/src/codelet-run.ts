import { randomBytes, randomUUID } from 'node:crypto';
import {
  CannotCrossError,
  SandboxUnavailableError,
  TooLargeError,
  encode,
  type CodeletError,
  type CodeletResult,
  type ConsoleLog,
  type RunStats,
  type SandboxAdapter,
} from '@codelets/core';
import type { CompileOutcome, Compiler, GrantedUnit } from '@codelets/compiler';
import { describeLocation, failure, runSession, type SessionOutcome } from '@codelets/session';
import type { Emitter } from './emitter.js';
import { compileSource, failedSource, type ReadOk } from './modules/compile-source.js';
import type { ResolvedRunOptions } from './options/run-options.js';
import type { HostPool, Lease } from './pool/host-pool.js';
import { memoryClassOf } from './pool/memory-class.js';
import { readSource } from './read-source.js';
import type { CodeletSource } from './types.js';

/** What a run needs of its runner. */
export interface RunServices {
  readonly adapter: SandboxAdapter;
  readonly pool: HostPool;
  readonly compiler: Compiler;
  readonly emitter: Emitter;
  readonly queue_timeout_ms: number;
  readonly policy_hash: string;
}

type Step<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly error: CodeletError };

/** One run from its source to its result: everything that may go wrong before and after the session. */
export class CodeletRun {
  readonly run_id = randomUUID();
  #queue_ms = 0;
  #warm = false;

  constructor(
    private readonly services: RunServices,
    private readonly source: CodeletSource,
    private readonly options: ResolvedRunOptions,
    private readonly grants: readonly GrantedUnit[] = [],
  ) {}

  async result(): Promise<CodeletResult> {
    const { emitter } = this.services;
    const { run_id } = this;
    emitter.emit('run-start', { run_id });
    const result = await this.#run().catch((thrown: unknown) => this.#failed(startFailure(thrown)));
    emitter.emit('run-end', { run_id, result });
    return result;
  }

  async #run(): Promise<CodeletResult> {
    const refused = await this.#refuse();
    if (refused) return this.#failed(refused);
    const read = await readSource(this.source, this.options.limits);
    if (!read.ok) return this.#failed(read.error);
    const compiled = await this.#compile(read);
    if (!compiled.ok) return this.#failed(compiled.error);
    const input = this.#encode('input', this.options.input);
    if (!input.ok) return this.#failed(input.error);
    const { globals } = this.options;
    const granted = globals === undefined ? undefined : this.#encode('globals', globals);
    if (granted && !granted.ok) return this.#failed(granted.error);
    const lease = await this.#acquire();
    if (!lease.ok) return this.#failed(lease.error);
    const outcome = await runSession(lease.value.open, {
      source: read.source,
      compiled: compiled.value,
      input: input.value,
      globals: granted?.value ?? null,
      limits: this.options.limits,
      seed: randomBytes(32).toString('hex'),
      signal: this.options.signal,
      onLog: (log) => this.#log(log),
      onViolation: (name, count) =>
        this.services.emitter.emit('violation', { run_id: this.run_id, name, count }),
    });
    lease.value.release(outcome.host_is_clean);
    return this.#ended(outcome);
  }

  /** A limit that somebody set and that this sandbox cannot enforce here is refused before anything starts. */
  async #refuse(): Promise<CodeletError | undefined> {
    const { signal, explicit } = this.options;
    if (signal?.aborted) return failure('ABORTED', 'The caller aborted the run before it started');
    if (!explicit.has('memory_mb') && !explicit.has('cpu_ms')) return undefined;
    const { adapter } = this.services;
    const traits = await adapter.traits();
    for (const [limit, isEnforced] of [
      ['memory_mb', traits.memory],
      ['cpu_ms', traits.cpu],
    ] as const) {
      if (isEnforced || !explicit.has(limit)) continue;
      const text = `${limit} cannot be enforced by ${labelOf(adapter)} on this machine`;
      return failure('UNSUPPORTED', text, { details: { limit } });
    }
    return undefined;
  }

  async #compile(read: ReadOk): Promise<Step<Extract<CompileOutcome, { ok: true }>['compiled']>> {
    const { export_name = 'main' } = this.source;
    const globals = Object.keys(this.options.globals ?? {});
    const options = { export_name, globals };
    const outcome = await compileSource(this.services.compiler, read, options, this.grants);
    if (outcome.ok) return { ok: true, value: outcome.compiled };
    const { code, message, line, column, denied } = outcome.failure;
    const source = failedSource(read, outcome.failure);
    const location = describeLocation(source.filename, source.code, line, column);
    if (denied !== undefined) {
      this.services.emitter.emit('violation', { run_id: this.run_id, name: denied, count: 1 });
    }
    const name = { SYNTAX_ERROR: 'SyntaxError', POLICY_VIOLATION: 'PolicyViolation', UNSUPPORTED: undefined }[
      code
    ];
    return {
      ok: false,
      error: failure(code, message, {
        ...(name === undefined ? {} : { name }),
        ...(location ? { location } : {}),
        ...(denied === undefined ? {} : { details: { denied } }),
      }),
    };
  }

  #encode(what: 'input' | 'globals', value: unknown): Step<string> {
    const maximum = this.options.limits.max_input_bytes;
    try {
      return { ok: true, value: encode(value, maximum, { own_bytes: true }) };
    } catch (thrown) {
      if (CannotCrossError.isInstance(thrown)) {
        const { path, found } = thrown;
        const hint =
          found === 'a function' && what === 'globals'
            ? '; a codelet is given data, not functions of the service'
            : '';
        const text = `The ${what} hold${what === 'input' ? 's' : ''} ${found} at ${path}, which cannot enter the sandbox${hint}`;
        return { ok: false, error: failure('INVALID_INPUT', text, { details: { in: what, path, found } }) };
      }
      if (TooLargeError.isInstance(thrown)) {
        const details = { in: what, limit: 'max_input_bytes', limit_value: maximum };
        return {
          ok: false,
          error: failure(
            'INVALID_INPUT',
            `The ${what} take${what === 'input' ? 's' : ''} more than ${maximum} bytes`,
            { details },
          ),
        };
      }
      const text = `The ${what} cannot be read: ${thrown instanceof Error ? thrown.message : `a getter threw a ${typeof thrown}`}`;
      return { ok: false, error: failure('INVALID_INPUT', text, { details: { in: what } }) };
    }
  }

  async #acquire(): Promise<Step<Lease>> {
    const { pool, queue_timeout_ms } = this.services;
    const { signal, limits } = this.options;
    if (signal?.aborted)
      return { ok: false, error: failure('ABORTED', 'The caller aborted the run before it started') };
    if (pool.isFull)
      return { ok: false, error: failure('QUEUE_FULL', 'Too many runs are waiting for a host') };
    const asked = performance.now();
    const { lease, abandon } = pool.acquire(memoryClassOf(limits.memory_mb));
    const timeout = (): void => {
      const details = { limit: 'queue_timeout_ms', limit_value: queue_timeout_ms };
      const text = `No host was free for the run within ${queue_timeout_ms} ms`;
      abandon(new QueueError(failure('QUEUE_TIMEOUT', text, { details })));
    };
    const timer = setTimeout(timeout, queue_timeout_ms);
    const abort = (): void =>
      abandon(new QueueError(failure('ABORTED', 'The caller aborted the run in the queue')));
    signal?.addEventListener('abort', abort, { once: true });
    try {
      const value = await lease;
      this.#warm = value.warm;
      return { ok: true, value };
    } catch (thrown) {
      return { ok: false, error: startFailure(thrown) };
    } finally {
      clearTimeout(timer);
      signal?.removeEventListener('abort', abort);
      this.#queue_ms = Math.round((performance.now() - asked) * 100) / 100;
    }
  }

  #log(log: ConsoleLog): unknown {
    this.services.emitter.emit('log', { run_id: this.run_id, log });
    return this.options.onLog?.(log);
  }

  #failed(error: CodeletError): CodeletResult {
    const violations = error.code === 'POLICY_VIOLATION' ? 1 : 0;
    const stats = this.#stats({
      logs_dropped: 0,
      violations,
      cpu_ms: undefined,
      peak_memory_bytes: undefined,
    });
    return { ok: false, error, logs: [], duration_ms: 0, stats };
  }

  #ended(session: SessionOutcome): CodeletResult {
    const { outcome, logs, duration_ms } = session;
    const stats = this.#stats(session);
    return outcome.ok
      ? { ok: true, value: outcome.value, logs, duration_ms, stats }
      : { ok: false, error: outcome.error, logs, duration_ms, stats };
  }

  #stats(
    measured: Pick<SessionOutcome, 'logs_dropped' | 'violations' | 'cpu_ms' | 'peak_memory_bytes'>,
  ): RunStats {
    const { cpu_ms, peak_memory_bytes } = measured;
    return {
      run_id: this.run_id,
      sandbox: labelOf(this.services.adapter),
      queue_ms: this.#queue_ms,
      ...(cpu_ms === undefined ? {} : { cpu_ms }),
      ...(peak_memory_bytes === undefined ? {} : { peak_memory_bytes }),
      capability_calls: 0,
      logs_dropped: measured.logs_dropped,
      violations: measured.violations,
      warm: this.#warm,
      policy_hash: this.services.policy_hash,
    };
  }
}

/** Ends a run that waits; carries the error of its result. */
export class QueueError extends Error {
  constructor(readonly failure: CodeletError) {
    super(failure.message);
  }
}

function startFailure(thrown: unknown): CodeletError {
  if (thrown instanceof QueueError) return thrown.failure;
  if (SandboxUnavailableError.isInstance(thrown)) return failure('SANDBOX_UNAVAILABLE', thrown.message);
  return failure('SANDBOX_CRASHED', 'No host could be started for the run');
}

function labelOf(adapter: SandboxAdapter): string {
  return `${adapter.name}/${adapter.isolation}`;
}
