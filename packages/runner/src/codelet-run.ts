import { randomUUID } from 'node:crypto';
import {
  SandboxUnavailableError,
  encode,
  type CallRecord,
  type CodeletError,
  type CodeletFailure,
  type CodeletResult,
  type ConsoleLog,
  type Divergence,
  type RecordedModule,
  type RecordedResult,
  type RecordedSource,
  type Recording,
  type RunStats,
  type SandboxAdapter,
  type StandardSchema,
  type Tape,
} from '@codelets/core';
import type { CompileOutcome, Compiler, GrantedUnit } from '@codelets/compiler';
import { NETWORK_GLOBALS } from '@codelets/guest';
import {
  describeLocation,
  failure,
  runSession,
  type AnswerCall,
  type Lead,
  type SessionOutcome,
  type SourceText,
} from '@codelets/session';
import { FETCH, createAnswerCalls } from './capabilities/answer-calls.js';
import { checkSchemaWithin, issuesText, type SchemaIssue } from './capabilities/check-schema.js';
import type { Emitter } from './emitter.js';
import { encodeGiven } from './encode-given.js';
import { compileSource, failedSource, type ReadOk } from './modules/compile-source.js';
import type { NetworkPackage } from './load-network.js';
import type { ResolvedRunOptions } from './options/run-options.js';
import type { ContinuationOptions } from './options/runner-options.js';
import { NO_POLICY, type ResolvedPolicy } from './policy/resolved-policy.js';
import type { HostPool, Lease } from './pool/host-pool.js';
import { hostMemoryOf } from './pool/host-memory.js';
import { memoryClassOf } from './pool/memory-class.js';
import { readSource } from './read-source.js';
import { sealContinuation } from './recording/continuation.js';
import { makeRecording, recordedResult, resultDifference } from './recording/make-recording.js';
import { startConditions, type StartConditions } from './start-conditions.js';
import type { WallGuard } from './wall-guard.js';
import type { CodeletSource } from './types.js';

/** What a run needs of its runner. */
export interface RunServices {
  readonly adapter: SandboxAdapter;
  /** Tells whether a wall is missing that was asked for; `undefined` when none was. */
  readonly refuse: WallGuard | undefined;
  readonly pool: HostPool;
  readonly compiler: Compiler;
  readonly emitter: Emitter;
  readonly queue_timeout_ms: number;
  readonly continuations: ContinuationOptions | undefined;
  /** The budget over all hosts; `undefined`: none. */
  readonly max_memory_mb: number | undefined;
}

/** A fault of the service is no error of the codelet, and has no name. */
const COMPILE_ERROR_NAMES: { readonly [code: string]: string } = {
  SYNTAX_ERROR: 'SyntaxError',
  POLICY_VIOLATION: 'PolicyViolation',
};

type Step<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly error: CodeletError };

/** What a policy grants that has to be loaded first. */
export interface Granted {
  readonly modules: readonly GrantedUnit[];
  readonly network: NetworkPackage | undefined;
}

interface Given {
  /** Codec text. */
  readonly input: string;
  readonly globals: string | null;
  readonly env: string | null;
}

interface Started extends Given, StartConditions {
  readonly source: SourceText;
  readonly modules: ReadOk['modules'];
  readonly language: ReadOk['language'];
}

/** An earlier run that this one repeats, or goes on from. */
export interface Past {
  readonly recording: Recording;
  readonly lead: Lead;
  /** Names of its globals. */
  readonly granted: readonly string[];
  /** Lines that were told before. */
  readonly known_logs: number;
  /** Calls that count as made. */
  readonly made: readonly CallRecord[];
}

const EMPTY_TAPE: Tape = { calls: [], deliveries: [] };

/** One run from its source to its result: everything that may go wrong before and after the session. */
export class CodeletRun {
  readonly run_id = randomUUID();
  #queue_ms = 0;
  #host_id: number | undefined;
  #warm = false;
  #lines = 0;

  constructor(
    private readonly services: RunServices,
    private readonly source: CodeletSource,
    private readonly options: ResolvedRunOptions,
    private readonly granted: Granted,
    private readonly past?: Past,
  ) {}

  async result(): Promise<CodeletResult> {
    const { emitter } = this.services;
    const { run_id } = this;
    emitter.emit('run-start', { run_id });
    const result = await this.#run().catch((thrown: unknown) => this.#failed(startFailure(thrown)));
    emitter.emit('run-end', { run_id, result });
    return result;
  }

  /** The result of a run that never starts. */
  refused(error: CodeletError): CodeletResult {
    const { run_id } = this;
    this.services.emitter.emit('run-start', { run_id });
    const result = this.#failed(error);
    this.services.emitter.emit('run-end', { run_id, result });
    return result;
  }

  async #run(): Promise<CodeletResult> {
    const refused = await this.#refuse();
    if (refused) return this.#failed(refused);
    const read = await readSource(this.source, this.options.limits);
    if (!read.ok) return this.#failed(read.error);
    const given = await this.#given();
    if (!given.ok) return this.#failed(given.error);
    const compiled = await this.#compile(read);
    const conditions =
      this.past?.recording ?? startConditions(this.options, this.#continuations !== undefined);
    const { seed, clock } = conditions;
    const { source, modules, language } = read;
    const started = { source, modules, language, ...given.value, seed, clock };
    if (!compiled.ok) return this.#failed(compiled.error, started);
    const lease = await this.#acquire();
    if (!lease.ok) return this.#failed(lease.error);
    const session = await this.#session(lease.value, {
      ...started,
      compiled: compiled.value,
      capabilities: this.#capabilities,
      limits: this.options.limits,
      answerCall: this.#answerCalls(conditions),
      lead: this.past?.lead,
      signal: this.options.signal,
      onLog: (log) => this.#log(log),
      onViolation: (name, count) =>
        this.services.emitter.emit('violation', { run_id: this.run_id, name, count }),
    });
    return this.#checked(this.#ended(session, started));
  }

  #hasGrant(module: RecordedModule): boolean {
    return this.granted.modules.some(
      ({ specifier, hash }) => specifier === module.specifier && hash === module.hash,
    );
  }

  get #continuations(): ContinuationOptions | undefined {
    return this.services.continuations;
  }

  get #policy(): ResolvedPolicy {
    return this.options.policy ?? NO_POLICY;
  }

  get #capabilities(): readonly string[] {
    const { capabilities, network } = this.#policy;
    return this.past?.recording.capabilities ?? [...capabilities.keys(), ...(network ? [FETCH] : [])];
  }

  /** Input, globals and named values as text. */
  async #given(): Promise<Step<Given>> {
    if (this.past) {
      const { input, globals, env } = this.past.recording;
      return { ok: true, value: { input, globals, env } };
    }
    const { globals, limits, input_schema } = this.options;
    const checked = await this.#check(input_schema, 'input', this.options.input);
    if (!checked.ok) return checked;
    const input = encodeGiven('input', checked.value, limits.max_input_bytes);
    if (!input.ok) return input;
    const granted =
      globals === undefined ? undefined : encodeGiven('globals', globals, limits.max_input_bytes);
    if (granted && !granted.ok) return granted;
    const { env } = this.#policy;
    const named = Object.keys(env).length === 0 ? null : encode(env, Infinity);
    return { ok: true, value: { input: input.value, globals: granted?.value ?? null, env: named } };
  }

  #answerCalls({ clock }: StartConditions): AnswerCall | undefined {
    const { past, run_id } = this;
    const { capabilities, network } = this.#policy;
    if (this.#capabilities.length === 0 || (past && !('live' in past.lead.then))) return undefined;
    return createAnswerCalls({
      capabilities,
      fetcher: network && this.granted.network?.createFetcher(network),
      limits: this.options.limits,
      run_id,
      tenant: this.options.tenant,
      is_kept: clock.kind !== 'machine',
      made: past?.made ?? [],
      no_suspension: this.#continuations
        ? undefined
        : 'A capability can suspend a run only where the runner has a continuation_key',
      onError: (capability, error) =>
        this.services.emitter.emit('capability-error', { run_id, capability, error }),
    });
  }

  /** Gives the host back however the session ends: one that is not given back is a place in the pool less. */
  async #session(lease: Lease, codelet: Parameters<typeof runSession>[1]): Promise<SessionOutcome> {
    let isClean = false;
    try {
      const outcome = await runSession(lease.open, codelet);
      isClean = outcome.host_is_clean;
      return outcome;
    } finally {
      lease.release(isClean);
    }
  }

  /** A limit that somebody set and that this sandbox cannot enforce here is refused before anything starts. */
  async #refuse(): Promise<CodeletError | undefined> {
    const { signal, explicit } = this.options;
    if (signal?.aborted) return failure('ABORTED', 'The caller aborted the run before it started');
    const unwalled = await this.services.refuse?.();
    if (unwalled) return unwalled;
    const changed = this.past?.recording.modules.find((module) => !this.#hasGrant(module));
    if (changed) {
      const text = `The recorded run imported ${changed.specifier}, which this runner does not grant as it was`;
      return failure('UNSUPPORTED', text, { details: { module: changed.specifier } });
    }
    const tooLarge = this.#refuseSize();
    if (tooLarge) return tooLarge;
    const { adapter } = this.services;
    const isDeterministic = this.#policy.deterministic !== undefined;
    if (!explicit.has('memory_mb') && !explicit.has('cpu_ms') && !isDeterministic) return undefined;
    const traits = await adapter.traits();
    if (isDeterministic && !traits.deterministic) {
      const text = `policy.deterministic cannot be kept by ${labelOf(adapter)}: it has the time zone of the service`;
      return failure('UNSUPPORTED', text, { details: { policy: 'deterministic' } });
    }
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

  /** A run whose host has no room even when there is no other would wait for nothing. */
  #refuseSize(): CodeletError | undefined {
    const { max_memory_mb } = this.services;
    const { memory_mb } = this.options.limits;
    const needed = hostMemoryOf(memoryClassOf(memory_mb));
    if (max_memory_mb === undefined || needed <= max_memory_mb) return undefined;
    const text = `memory_mb of ${memory_mb} needs a host of ${needed} MiB, more than pool.max_memory_mb (${max_memory_mb}) allows for all`;
    const details = { limit: 'memory_mb', limit_value: memory_mb, needed_mb: needed, max_memory_mb };
    return failure('UNSUPPORTED', text, { details });
  }

  async #compile(read: ReadOk): Promise<Step<Extract<CompileOutcome, { ok: true }>['compiled']>> {
    const { export_name = 'main' } = this.source;
    const given = this.past ? this.past.granted : Object.keys(this.options.globals ?? {});
    const globals = this.#capabilities.includes(FETCH) ? [...given, ...NETWORK_GLOBALS] : given;
    const options = { export_name, globals };
    const names = this.past?.recording.modules.map(({ specifier }) => specifier);
    const grants = names
      ? this.granted.modules.filter(({ specifier }) => names.includes(specifier))
      : this.granted.modules;
    const outcome = await compileSource(this.services.compiler, read, options, grants);
    if (outcome.ok) return { ok: true, value: outcome.compiled };
    const { code, message, line, column, denied } = outcome.failure;
    const source = failedSource(read, outcome.failure);
    const location = describeLocation(source.filename, source.code, line, column);
    if (denied !== undefined) {
      this.services.emitter.emit('violation', { run_id: this.run_id, name: denied, count: 1 });
    }
    const name = COMPILE_ERROR_NAMES[code];
    return {
      ok: false,
      error: failure(code, message, {
        ...(name === undefined ? {} : { name }),
        ...(location ? { location } : {}),
        ...(denied === undefined ? {} : { details: { denied } }),
      }),
    };
  }

  async #acquire(): Promise<Step<Lease>> {
    const { pool, queue_timeout_ms } = this.services;
    const { signal, limits, tenant } = this.options;
    const memory_mb = memoryClassOf(limits.memory_mb);
    if (signal?.aborted)
      return { ok: false, error: failure('ABORTED', 'The caller aborted the run before it started') };
    const full = pool.full(memory_mb, tenant);
    if (full) {
      const whose = full.limit === 'pool.max_queue' ? 'runs' : 'runs of this tenant';
      const text = `Too many ${whose} are waiting for a host`;
      return { ok: false, error: failure('QUEUE_FULL', text, { details: { ...full } }) };
    }
    const asked = performance.now();
    const { lease, abandon } = pool.acquire(memory_mb, tenant);
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
      this.#host_id = value.host_id;
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
    this.#lines += 1;
    if (this.#lines <= (this.past?.known_logs ?? 0)) return undefined;
    this.services.emitter.emit('log', { run_id: this.run_id, log });
    return this.options.onLog?.(log);
  }

  #failed(error: CodeletError, started?: Started): CodeletResult {
    const violations = error.code === 'POLICY_VIOLATION' ? 1 : 0;
    const stats = this.#stats({
      logs_dropped: 0,
      violations,
      cpu_ms: undefined,
      peak_memory_bytes: undefined,
      tape: EMPTY_TAPE,
    });
    const result: CodeletResult = { ok: false, error, logs: [], duration_ms: 0, stats };
    return started ? this.#recorded(result, undefined, started, EMPTY_TAPE) : result;
  }

  #ended(session: SessionOutcome, started: Started): CodeletResult {
    const { outcome, logs, duration_ms, tape } = session;
    const stats = this.#stats(session);
    for (const { name } of session.unanswered) this.#abandoned(name, session);
    if (outcome.ok) {
      const result: CodeletResult = { ok: true, value: outcome.value, logs, duration_ms, stats };
      return this.#recorded(result, outcome.text, started, tape, session.divergence);
    }
    const result: CodeletFailure = { ok: false, error: outcome.error, logs, duration_ms, stats };
    if (session.capability_error !== undefined) {
      // For the caller's eyes: neither JSON nor a copy of the result carries it to the codelet's author.
      Object.defineProperty(result.error, 'cause', { value: session.capability_error, enumerable: false });
    }
    const kept = this.#recorded(result, undefined, started, tape, session.divergence);
    if (outcome.error.code !== 'SUSPENDED' || !this.#continuations) return kept;
    const recording = this.#recording(recordedResult(result, undefined), started, tape);
    const expires_at = Date.now() + this.#continuations.ttl_ms;
    const { tenant } = this.options;
    const whose = tenant === undefined ? {} : { tenant };
    const unfinished = { recording, suspended: session.suspended, ...whose, expires_at };
    return { ...kept, continuation: sealContinuation(unfinished, this.#continuations) } as CodeletResult;
  }

  #abandoned(capability: string, { outcome }: SessionOutcome): void {
    if (!outcome.ok && outcome.error.code === 'SUSPENDED') return;
    this.services.emitter.emit('capability-abandoned', { run_id: this.run_id, capability });
  }

  #recorded(
    result: CodeletResult,
    text: string | undefined,
    started: Started,
    tape: Tape,
    divergence?: Divergence,
  ): CodeletResult {
    const { past } = this;
    if (!this.options.record && !past) return result;
    const ending = recordedResult(result, text);
    if (past && !('live' in past.lead.then)) {
      const what = resultDifference(past.recording.result, ending);
      const end = { call: tape.calls.length, delivery: tape.deliveries.length };
      const difference = divergence ?? (what === undefined ? undefined : { ...end, what });
      return Object.assign(result, difference ? { difference } : {});
    }
    if (!this.options.record || started.clock.kind === 'machine') return result;
    return { ...result, recording: this.#recording(ending, started, tape) };
  }

  #recording(result: RecordedResult, started: Started, tape: Tape): Recording {
    const { code, filename } = started.source;
    const { export_name = 'main' } = this.source;
    const source: RecordedSource = started.modules
      ? { type: 'modules', ...started.modules, export_name }
      : { type: 'string', code, filename, language: started.language, export_name };
    const { input, globals, env, seed, clock } = started;
    return makeRecording({
      sandbox: labelOf(this.services.adapter),
      source,
      modules: this.granted.modules.map(({ specifier, hash }) => ({ specifier, hash })),
      limits: this.options.limits,
      policy_hash: this.#policy.hash,
      capabilities: this.#capabilities,
      ...{ seed, clock, input, globals, env },
      calls: tape.calls,
      deliveries: tape.deliveries,
      result,
    });
  }

  /** The value as the caller's schema has it. */
  async #checked(result: CodeletResult): Promise<CodeletResult> {
    const { output_schema } = this.options;
    if (!result.ok || !output_schema) return result;
    const checked = await this.#check(output_schema, 'result', result.value);
    if (checked.ok) return { ...result, value: checked.value };
    const { value: _, ...rest } = result;
    return { ...rest, ok: false, error: checked.error };
  }

  async #check(
    schema: StandardSchema | undefined,
    what: 'input' | 'result',
    value: unknown,
  ): Promise<Step<unknown>> {
    const { signal, limits } = this.options;
    const checked = await checkSchemaWithin(schema, value, { signal, timeout_ms: limits.timeout_ms });
    if (checked === 'aborted')
      return {
        ok: false,
        error: failure('ABORTED', `The run ended while the schema of the ${what} was asked`),
      };
    if (checked === 'late') {
      const text = `The schema of the ${what} did not answer within ${limits.timeout_ms} ms`;
      const details = { limit: 'timeout_ms', limit_value: limits.timeout_ms };
      return { ok: false, error: failure('TIMEOUT', text, { details }) };
    }
    return checked.ok ? checked : { ok: false, error: schemaFailure(what, checked.issues) };
  }

  #stats(
    measured: Pick<SessionOutcome, 'logs_dropped' | 'violations' | 'cpu_ms' | 'peak_memory_bytes' | 'tape'>,
  ): RunStats {
    const { cpu_ms, peak_memory_bytes } = measured;
    const { tenant } = this.options;
    return {
      run_id: this.run_id,
      sandbox: labelOf(this.services.adapter),
      ...(this.#host_id === undefined ? {} : { host_id: this.#host_id }),
      ...(tenant === undefined ? {} : { tenant }),
      queue_ms: this.#queue_ms,
      ...(cpu_ms === undefined ? {} : { cpu_ms }),
      ...(peak_memory_bytes === undefined ? {} : { peak_memory_bytes }),
      capability_calls: measured.tape.calls.length,
      logs_dropped: measured.logs_dropped,
      violations: measured.violations,
      warm: this.#warm,
      policy_hash: this.past?.recording.policy_hash ?? this.#policy.hash,
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

function schemaFailure(what: 'input' | 'result', issues: readonly SchemaIssue[]): CodeletError {
  const code = what === 'input' ? 'INVALID_INPUT' : 'INVALID_OUTPUT';
  const text = `The ${what} is not valid: ${issuesText(issues)}`;
  return failure(code, text, { details: { in: what, issues } });
}

export function labelOf(adapter: SandboxAdapter): string {
  return `${adapter.name}/${adapter.isolation}`;
}
