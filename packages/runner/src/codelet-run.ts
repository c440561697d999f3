import { randomUUID } from 'node:crypto';
import {
  encode,
  type CodeletError,
  type CodeletFailure,
  type CodeletResult,
  type ConsoleLog,
  type Recording,
  type RunStats,
  type Tape,
} from '@codelets/core';
import type { CompileOutcome } from '@codelets/compiler';
import { NETWORK_GLOBALS } from '@codelets/guest';
import { runSession, type AnswerCall, type SessionOutcome } from '@codelets/session';
import { abortedEarly, acquireHost, othersNoticed, startFailure } from './acquire-host.js';
import { FETCH, createAnswerCalls } from './capabilities/answer-calls.js';
import { checkValue } from './check-value.js';
import { encodeGiven } from './encode-given.js';
import { compileError } from './modules/compile-error.js';
import { compileSource, type ReadOk } from './modules/compile-source.js';
import type { ResolvedRunOptions } from './options/run-options.js';
import type { ContinuationOptions } from './options/runner-options.js';
import { NO_POLICY, type ResolvedPolicy } from './policy/resolved-policy.js';
import type { Lease } from './pool/host-pool.js';
import { readSource } from './read-source.js';
import { sealContinuation } from './recording/continuation.js';
import { makeRecording, withDifference, type Ended } from './recording/make-recording.js';
import { refuseRun } from './refuse-run.js';
import {
  labelOf,
  type Given,
  type Granted,
  type Past,
  type RunServices,
  type Started,
  type Step,
} from './run-parts.js';
import { startConditions, type StartConditions } from './start-conditions.js';
import type { CodeletSource } from './types.js';
import { unlessAborted } from './unless-aborted.js';

type Codelet = Parameters<typeof runSession>[1];

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
    this.#tellStart();
    return this.#told(await this.#run().catch((thrown: unknown) => this.#failed(startFailure(thrown))));
  }

  /** The result of a run that never starts. */
  refused(error: CodeletError): CodeletResult {
    this.#tellStart();
    return this.#told(this.#failed(error));
  }

  #tellStart(): void {
    this.services.emitter.emit('run-start', { run_id: this.run_id });
  }

  #told(result: CodeletResult): CodeletResult {
    this.services.emitter.emit('run-end', { run_id: this.run_id, result });
    return result;
  }

  async #run(): Promise<CodeletResult> {
    const refused = await refuseRun(this.services, this.options, this.granted, this.past);
    if (refused) return this.#failed(refused);
    const { signal, limits } = this.options;
    const read = await unlessAborted(readSource(this.source, limits), signal);
    if (!read) return this.#failed(abortedEarly());
    if (!read.ok) return this.#failed(read.error);
    const given = await this.#given();
    if (!given.ok) return this.#failed(given.error);
    const compiled = await unlessAborted(this.#compile(read), signal);
    if (!compiled) return this.#failed(abortedEarly());
    const conditions =
      this.past?.recording ?? startConditions(this.options, this.#continuations !== undefined);
    const { seed, clock } = conditions;
    const { source, modules, language } = read;
    const started = { source, modules, language, ...given.value, seed, clock };
    if (!compiled.ok) return this.#failed(compiled.error, started);
    const session = await this.#inHost((): Codelet => ({
      ...started,
      compiled: compiled.value,
      capabilities: this.#capabilities,
      limits,
      answerCall: this.#answerCalls(conditions),
      lead: this.past?.lead,
      signal,
      onLog: (log) => this.#log(log),
      onViolation: (name, count) =>
        this.services.emitter.emit('violation', { run_id: this.run_id, name, count }),
    }));
    if (!session.ok) return this.#failed(session.error);
    return this.#checked(this.#ended(session.value, started));
  }

  /**
   * Waits for a host and runs the codelet there. A host that was idle may be gone when its run takes it: where nothing of
   * the run can have reached it, the run gets one other, for which it waits as for the first.
   */
  async #inHost(codelet: () => Codelet): Promise<Step<SessionOutcome>> {
    const asked = performance.now();
    for (let isRetry = false; ; isRetry = true) {
      const lease = await acquireHost(this.services, this.options, performance.now() - asked);
      this.#queue_ms = Math.round((performance.now() - asked) * 100) / 100;
      if (!lease.ok) return lease;
      this.#warm = lease.value.warm;
      this.#host_id = lease.value.host_id;
      const session = await this.#session(lease.value, codelet());
      if (!session.never_began || isRetry) return { ok: true, value: session };
      this.services.pool.countRetry();
      await othersNoticed();
    }
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
    const checked = await checkValue(input_schema, 'input', this.options.input, this.options);
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
  async #session(lease: Lease, codelet: Codelet): Promise<SessionOutcome> {
    let isClean = false;
    try {
      const outcome = await runSession(lease.open, codelet);
      isClean = outcome.host_is_clean;
      return outcome;
    } finally {
      lease.release(isClean);
    }
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
    const { denied } = outcome.failure;
    if (denied !== undefined) {
      this.services.emitter.emit('violation', { run_id: this.run_id, name: denied, count: 1 });
    }
    return { ok: false, error: compileError(read, outcome.failure) };
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
    return started ? this.#kept(result, started, { tape: EMPTY_TAPE }) : result;
  }

  #ended(session: SessionOutcome, started: Started): CodeletResult {
    const { outcome, logs, duration_ms, tape, divergence } = session;
    const stats = this.#stats(session);
    for (const { name } of session.unanswered) this.#abandoned(name, session);
    if (outcome.ok) {
      const result: CodeletResult = { ok: true, value: outcome.value, logs, duration_ms, stats };
      return this.#kept(result, started, { tape, divergence, text: outcome.text });
    }
    const result: CodeletFailure = { ok: false, error: outcome.error, logs, duration_ms, stats };
    if (session.capability_error !== undefined) {
      // For the caller's eyes: neither JSON nor a copy of the result carries it to the codelet's author.
      Object.defineProperty(result.error, 'cause', { value: session.capability_error, enumerable: false });
    }
    const ended = { tape, divergence };
    const kept = this.#kept(result, started, ended);
    if (outcome.error.code !== 'SUSPENDED' || !this.#continuations) return kept;
    const recording = this.#recording(result, started, ended);
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

  /** The result with what is kept of the run, or with where it left its recording. */
  #kept(result: CodeletResult, started: Started, ended: Ended): CodeletResult {
    const { past } = this;
    if (past && !('live' in past.lead.then)) return withDifference(result, past.recording, ended);
    if (!this.options.record || started.clock.kind === 'machine') return result;
    return { ...result, recording: this.#recording(result, started, ended) };
  }

  #recording(result: CodeletResult, started: Started, ended: Ended): Recording {
    return makeRecording(result, ended, started, {
      sandbox: labelOf(this.services.adapter),
      export_name: this.source.export_name ?? 'main',
      modules: this.granted.modules.map(({ specifier, hash }) => ({ specifier, hash })),
      limits: this.options.limits,
      policy_hash: this.#policy.hash,
      capabilities: this.#capabilities,
    });
  }

  /** The value as the caller's schema has it. */
  async #checked(result: CodeletResult): Promise<CodeletResult> {
    const { output_schema } = this.options;
    if (!result.ok || !output_schema) return result;
    const checked = await checkValue(output_schema, 'result', result.value, this.options);
    if (checked.ok) return { ...result, value: checked.value };
    const { value: _, ...rest } = result;
    return { ...rest, ok: false, error: checked.error };
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
