import {
  ALL_CALLS_UNITS,
  fitsUtf8,
  mapPosition,
  NotEnteredError,
  parseGuestMessage,
  type CallRecord,
  type CodeletError,
  type EntryLimits,
  type EntryReport,
  type GuestMessage,
  type Host,
  type HostExit,
  type Realm,
  type RealmCommand,
  type Step,
} from '@codelets/core';
import { Course } from './course.js';
import { describeLocation } from './describe-location.js';
import { divergenceFailure, failure, limitFailures } from './failure.js';
import { LogBook } from './log-book.js';
import { namesOf } from './names-of.js';
import { onExit } from './on-exit.js';
import { quietly } from './quietly.js';
import { readFinal, type Final } from './read-final.js';
import { placesOf, scriptsOf, stepsOf } from './script-files.js';
import type { OpenRealm, SessionOutcome, SessionRequest } from './session-types.js';
import { settledWithin } from './waiting.js';
import type { SuspendedCall } from './waiting-calls.js';

/** How long a killed host may take to hand over what it had written; its result waits for that. */
const DRAIN_MS = 500;

/** What a realm may post beyond result and logs: reports, counters and the JSON around it all. */
const POST_OVERHEAD = 4 * 1024 * 1024;

/** JSON escapes a unit as six characters at the most; texts travel inside texts. */
const ESCAPED = 6;

/** Runs one codelet in one realm. Resolves in every case, at the latest shortly after the deadline. */
export function runSession(open: OpenRealm, request: SessionRequest): Promise<SessionOutcome> {
  return new Session(open, request).run();
}

class Session {
  readonly #host: Host;
  readonly #realm: Realm;
  readonly #request: SessionRequest;
  readonly #book: LogBook;
  readonly #startedAt = performance.now();
  #fault: CodeletError | undefined;
  #final: Final | undefined;
  #violations = 0;
  #suspended: readonly SuspendedCall[] = [];
  #unanswered: readonly CallRecord[] = [];
  readonly #course: Course;
  #isOver = false;
  #hasBegun = false;
  #neverBegan = false;
  #isRecordedEnd = false;
  #cpu: number | undefined;
  #memory: number | undefined;
  #postedLeft: number;
  #callsLeft = ALL_CALLS_UNITS;
  #stop!: () => void;
  /** Settles when trusted code has ended the run. */
  readonly #stopped = new Promise<void>((resolve) => {
    this.#stop = resolve;
  });

  constructor({ host, realm, listen }: OpenRealm, request: SessionRequest) {
    this.#host = host;
    this.#realm = realm;
    this.#request = request;
    const { clock } = request;
    this.#book = new LogBook(request.limits, clock.kind === 'machine' ? undefined : clock.now);
    this.#course = new Course(clock, request.answerCall, request.lead);
    const { max_result_bytes, max_log_bytes } = request.limits;
    this.#postedLeft = ESCAPED * (max_result_bytes + max_log_bytes + this.#call_bytes) + POST_OVERHEAD;
    listen((posted) => this.#receive(posted));
  }

  async run(): Promise<SessionOutcome> {
    const { limits, signal } = this.#request;
    const deadline = setTimeout(() => this.#end(limitFailures.timeout(limits)), limits.timeout_ms);
    const abort = (): void => this.#end(failure('ABORTED', 'The caller aborted the run'));
    signal?.addEventListener('abort', abort, { once: true });
    try {
      if (signal?.aborted) abort();
      await this.#drive();
    } finally {
      clearTimeout(deadline);
      signal?.removeEventListener('abort', abort);
    }
    this.#course.close();
    this.#unanswered = this.#course.unanswered;
    this.#tellUnanswered();
    if (this.#fault) await settledWithin(this.#host.exited, DRAIN_MS);
    else this.#realm.dispose();
    this.#isOver = true;
    return this.#outcome(await this.#judge());
  }

  /** Enters the realm until the codelet has ended, one way or another. */
  async #drive(): Promise<void> {
    let steps: readonly Step[] = this.#firstSteps();
    while (!this.#fault) {
      await this.#enter(steps);
      if (this.#fault || this.#final) return;
      // In the service's own thread nothing between two entries may let its timers run.
      if (performance.now() - this.#startedAt >= this.#request.limits.timeout_ms)
        return this.#end(limitFailures.timeout(this.#request.limits));
      const next = await this.#unlessGone(this.#course.next());
      if (!next) return;
      if ('ended' in next) {
        this.#isRecordedEnd = true;
        return this.#end(next.ended);
      }
      if ('suspended' in next) return this.#suspend(next.suspended);
      if ('diverged' in next) return this.#end(divergenceFailure(next.diverged));
      steps = [message(next.deliver)];
    }
  }

  /** An author who forgot an `await` sees nothing else of it. */
  #tellUnanswered(): void {
    const names = namesOf(this.#unanswered);
    if (names === '') return;
    // The end that a recording has says so already.
    if (this.#fault?.code === 'TIMEOUT' && !this.#isRecordedEnd)
      this.#fault.message += `; it was waiting for ${names}`;
    if (this.#fault) return;
    const message = `The run ended before the answer of ${names}: is an await missing?`;
    this.#log({ t: 'log', level: 'warn', message, at: this.#course.now });
  }

  #suspend(calls: readonly SuspendedCall[]): void {
    this.#suspended = calls;
    const names = namesOf(calls);
    const details = { calls: calls.map(({ id, name, payload }) => ({ id, capability: name, payload })) };
    this.#end(failure('SUSPENDED', `The run waits for the answer of ${names}`, { details }));
  }

  #firstSteps(): Step[] {
    const { source, compiled, input, globals, limits, seed } = this.#request;
    const { max_logs, max_log_bytes, max_result_bytes, max_calls, max_call_bytes } = limits;
    const caps = { max_logs, max_log_bytes, max_result_bytes, max_calls, max_call_bytes };
    const { env, capabilities, clock } = this.#request;
    const now = clock.kind === 'machine' ? null : clock.now;
    const given = { env, capabilities, now };
    return [
      message({ t: 'configure', input, globals, ...placesOf(compiled, source), seed, ...given, ...caps }),
      ...stepsOf(scriptsOf(compiled, source)),
      message({ t: 'start', export_name: compiled.export_name }),
    ];
  }

  /** The longest arguments of a call; without capabilities there are none. */
  get #call_bytes(): number {
    return this.#request.capabilities.length > 0 ? this.#request.limits.max_call_bytes : 0;
  }

  async #enter(steps: readonly Step[]): Promise<void> {
    const { timeout_ms, memory_mb, cpu_ms, max_result_bytes } = this.#request.limits;
    const entry = this.#enterRealm(steps, {
      budget_ms: Math.max(1, timeout_ms - (performance.now() - this.#startedAt)),
      memory_bytes: memory_mb * 1024 * 1024,
      cpu_ms: cpu_ms === undefined ? undefined : Math.max(1, cpu_ms - (this.#cpu ?? 0)),
      // Results and arguments are the longest messages: what a host may make the service hold is bounded by the run's
      // own limits.
      max_post_bytes: ESCAPED * Math.max(max_result_bytes, this.#call_bytes) + POST_OVERHEAD,
    });
    let isUnentered = false;
    // Losing the race to a kill, the entry rejects with nobody left to hear it.
    const heard = entry.catch((thrown: unknown) => void (isUnentered = NotEnteredError.isInstance(thrown)));
    const report = await Promise.race([heard, this.#stopped]);
    if (this.#fault) return;
    if (report) return this.#meter(report);
    // The host is gone, or it does not talk sense any more; its exit says which, if there is one.
    const exit = await settledWithin(Promise.race([this.#host.exited, this.#stopped]), DRAIN_MS);
    this.#neverBegan = isUnentered && !this.#hasBegun && this.#fault === undefined;
    // Nothing of the codelet was there that could have passed a limit.
    this.#blame(this.#neverBegan ? undefined : (exit ?? undefined));
  }

  /** A host that throws instead of rejecting is no better. */
  async #enterRealm(steps: readonly Step[], limits: EntryLimits): Promise<EntryReport> {
    return this.#realm.enter(steps, limits);
  }

  /** Waits, but not for a host that is gone; `undefined` when the run is over. */
  async #unlessGone<T extends object>(awaited: Promise<T>): Promise<T | undefined> {
    let leave!: () => void;
    const gone = new Promise<void>((resolve) => {
      leave = onExit(this.#host, (exit) => {
        if (!this.#fault) this.#blame(exit);
        resolve();
      });
    });
    try {
      const first = await Promise.race([awaited, this.#stopped, gone]);
      return this.#fault ? undefined : (first ?? undefined);
    } finally {
      leave();
    }
  }

  #receive(posted: string): void {
    // A host that says anything is not one that has not begun, whatever else is known of it.
    this.#hasBegun = true;
    if (this.#isOver) return;
    if (this.#fault) return this.#receiveLate(posted);
    this.#postedLeft -= posted.length;
    const received = this.#postedLeft < 0 ? undefined : parseGuestMessage(posted);
    // Honest timers may tell so for as long as the run is allowed to take; calls have caps of their own.
    if (received?.t === 'wait' || received?.t === 'call') this.#postedLeft += posted.length;
    if (!received) return this.#end(failure('SANDBOX_CRASHED', 'The sandbox sent what no codelet can send'));
    switch (received.t) {
      case 'log':
        return this.#log(received);
      case 'logs-dropped':
        return this.#book.setDropped(received.count);
      case 'violation':
        this.#violations = Math.max(this.#violations, received.count);
        return quietly(() => this.#request.onViolation?.(received.name, received.count));
      case 'wait':
        return this.#course.wait(received.ms);
      case 'call':
        return this.#call(received);
      default:
        if (this.#final) return this.#end(failure('SANDBOX_CRASHED', 'The sandbox ended a run twice'));
        this.#final = received;
    }
  }

  /** Lines that were on their way when the run was ended still belong to it. */
  #receiveLate(posted: string): void {
    this.#postedLeft -= posted.length;
    const received = this.#postedLeft < 0 ? undefined : parseGuestMessage(posted);
    if (received?.t === 'log') this.#log(received);
    else if (received?.t === 'logs-dropped') this.#book.setDropped(received.count);
  }

  #call({ id, name, args }: Extract<GuestMessage, { t: 'call' }>): void {
    const { capabilities, limits } = this.#request;
    const isGiven = capabilities.includes(name) && id <= limits.max_calls;
    this.#callsLeft -= args.length;
    const fits = this.#callsLeft >= 0 && fitsUtf8(args, limits.max_call_bytes);
    if (isGiven && fits && this.#course.call({ id, name, args })) return;
    this.#end(failure('SANDBOX_CRASHED', 'The sandbox sent what no codelet can send'));
  }

  #log(received: Extract<GuestMessage, { t: 'log' }>): void {
    const log = this.#book.add(received);
    if (log) quietly(() => this.#request.onLog?.(log));
  }

  #meter(report: EntryReport): void {
    this.#hasBegun = true;
    if (report.cpu_ms !== undefined) this.#cpu = (this.#cpu ?? 0) + report.cpu_ms;
    if (report.memory_bytes !== undefined) this.#memory = Math.max(this.#memory ?? 0, report.memory_bytes);
    const { limits } = this.#request;
    switch (report.fault) {
      case 'syntax':
        return this.#end(this.#engineSyntaxError(report));
      case 'time':
        return this.#end(limitFailures.timeout(limits));
      case 'memory':
        return this.#end(limitFailures.memory(limits));
      case 'cpu':
        return this.#end(limitFailures.cpu(limits));
      case 'crash':
        return this.#end(failure('SANDBOX_CRASHED', 'The sandbox failed while it ran the codelet'));
    }
    if (limits.cpu_ms !== undefined && this.#cpu !== undefined && this.#cpu > limits.cpu_ms) {
      this.#end(limitFailures.cpu(limits));
    }
  }

  /** The host is gone although nobody here ended it. */
  #blame(exit: HostExit | undefined): void {
    const { limits } = this.#request;
    if (exit?.reason === 'memory') return this.#end(limitFailures.memory(limits));
    if (exit?.reason === 'cpu') return this.#end(limitFailures.cpu(limits));
    this.#end(failure('SANDBOX_CRASHED', 'The sandbox ended in the middle of the run'));
  }

  #engineSyntaxError({ message: said, line, column, step = 1 }: EntryReport): CodeletError {
    const { source, compiled } = this.#request;
    // The scripts come behind one message.
    const script = scriptsOf(compiled, source)[step - 1];
    const at = line === undefined || !script ? undefined : mapPosition(script.map, line, (column ?? 1) - 1);
    const location = at && describeLocation(script!.filename, script!.code, at.line, at.column + 1);
    const text = said ?? 'The engine does not understand this syntax';
    return failure('SYNTAX_ERROR', text, { name: 'SyntaxError', ...(location ? { location } : {}) });
  }

  /** Ends the run by trusted hand; the first reason stands. A host with a run inside is never used again. */
  #end(error: CodeletError): void {
    if (this.#fault) return;
    this.#fault = error;
    this.#host.kill();
    this.#stop();
  }

  #outcome(outcome: SessionOutcome['outcome']): SessionOutcome {
    const duration = performance.now() - this.#startedAt;
    const peak = Math.max(this.#memory ?? 0, this.#host.usage().peak_memory_bytes);
    const ended_by = this.#final?.t === 'failed' ? this.#final.call : null;
    return {
      outcome,
      capability_error: ended_by === null ? undefined : this.#course.causes.get(ended_by),
      tape: this.#course.tape,
      divergence: this.#course.ended(),
      suspended: this.#suspended,
      unanswered: this.#unanswered,
      logs: this.#book.logs,
      logs_dropped: this.#book.dropped,
      violations: this.#violations,
      duration_ms: Math.round(duration * 100) / 100,
      cpu_ms: this.#cpu,
      peak_memory_bytes: peak > 0 ? peak : undefined,
      never_began: this.#neverBegan,
      host_is_clean: this.#fault === undefined,
    };
  }

  async #judge(): Promise<SessionOutcome['outcome']> {
    const final = this.#final;
    if (this.#fault || !final) {
      return {
        ok: false,
        error: this.#fault ?? failure('SANDBOX_CRASHED', 'The run ended without a result'),
      };
    }
    try {
      return await readFinal(final, this.#request);
    } catch {
      // Only a text that our prelude did not write gets here; the host that sent it is not ours any more.
      this.#end(failure('SANDBOX_CRASHED', 'The sandbox sent what no codelet can send'));
      return { ok: false, error: this.#fault! };
    }
  }
}

function message(command: RealmCommand): Step {
  return { message: JSON.stringify(command) };
}
