import type {
  AnswerCommand,
  CallRecord,
  CodeletError,
  Delivery,
  Divergence,
  RunClock,
  Tape,
  TickCommand,
} from '@codelets/core';
import type { AnswerCall } from './deliveries.js';
import { WaitingCalls, type SuspendedCall } from './waiting-calls.js';

/** A tape to follow from the start of the run. */
export interface Lead {
  readonly tape: Tape;
  /**
   * What comes after the tape. `live`: calls are answered again, but for those that are suspended. An error: the end
   * that trusted code gave the recorded run. `undefined`: the recorded run had ended by itself.
   */
  readonly then: { readonly live: readonly SuspendedCall[] } | { readonly end: CodeletError | undefined };
}

export type Next =
  | { readonly deliver: AnswerCommand | TickCommand }
  | { readonly diverged: Divergence }
  | { readonly ended: CodeletError }
  | { readonly suspended: readonly SuspendedCall[] };

/** Decides what a waiting realm is given next: the answer of a call, a tick for its earliest timer, or the end. */
export class Course {
  /** What `failed` messages may name: calls by id, with the service's own error. */
  readonly causes = new Map<number, unknown>();
  readonly #clock: RunClock;
  readonly #lead: Lead | undefined;
  readonly #waiting: WaitingCalls;
  readonly #calls: CallRecord[] = [];
  readonly #deliveries: Delivery[] = [];
  #now: number;
  /** When the earliest timer is due, by the realm's clock and by ours. */
  #due: { readonly now: number; readonly at: number } | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #isLive: boolean;
  #divergence: Divergence | undefined;

  constructor(clock: RunClock, answerCall: AnswerCall | undefined, lead: Lead | undefined) {
    this.#clock = clock;
    this.#lead = lead;
    this.#waiting = new WaitingCalls(answerCall, (id, cause) => this.causes.set(id, cause));
    this.#now = clock.kind === 'machine' ? 0 : clock.now;
    this.#isLive = lead === undefined;
  }

  /** The time as the realm's clock has it. */
  get now(): number {
    return this.#clock.kind === 'machine' ? Date.now() : this.#now;
  }

  /** What was asked and told; of a run by the machine's clock, which cannot be repeated, only the names of the calls. */
  get tape(): Tape {
    return { calls: this.#calls, deliveries: this.#deliveries };
  }

  /** Calls without an answer. */
  get unanswered(): readonly CallRecord[] {
    return this.#waiting.unanswered;
  }

  get #isKept(): boolean {
    return this.#clock.kind !== 'machine';
  }

  /** Answers `false` for a call that no prelude makes. */
  call(call: CallRecord): boolean {
    if (call.id !== this.#calls.length + 1) return false;
    // Of a run that nobody can repeat, neither arguments nor answers are held any longer than they are needed.
    this.#calls.push(this.#isKept ? call : { ...call, args: '' });
    if (this.#isLive) {
      this.#waiting.start(call);
      return true;
    }
    this.#waiting.note(call);
    const { tape, then } = this.#lead!;
    const recorded = tape.calls[call.id - 1];
    // After the last delivery the run is on its own, although it has not come to rest yet.
    if (!recorded && 'live' in then && this.#deliveries.length === tape.deliveries.length) return true;
    if (!recorded) this.#diverge(`the run called helpers.${call.name}, the recorded run made no such call`);
    else if (recorded.name !== call.name)
      this.#diverge(`the run called helpers.${call.name} instead of helpers.${recorded.name}`);
    else if (recorded.args !== call.args)
      this.#diverge(`the run called helpers.${call.name} with another argument`);
    return true;
  }

  /** The realm told when its earliest timer is due. */
  wait(ms: number | null): void {
    this.#due = ms === null ? undefined : { now: this.#now + ms, at: performance.now() + ms };
  }

  /** Whether the recorded run went on where this one has ended. */
  ended(): Divergence | undefined {
    const rest = this.#isLive ? 0 : this.#lead!.tape.deliveries.length - this.#deliveries.length;
    if (rest > 0) this.#diverge('the run ended earlier than the recorded run');
    if (
      this.#lead &&
      'end' in this.#lead.then &&
      !this.#lead.then.end &&
      this.#calls.length < this.#lead.tape.calls.length
    )
      this.#diverge('the run made fewer calls than the recorded run');
    return this.#divergence;
  }

  async next(): Promise<Next> {
    if (this.#divergence) return { diverged: this.#divergence };
    if (!this.#isLive) {
      const next = this.#follow();
      if (next) return next;
    }
    for (;;) {
      const ready = this.#waiting.take();
      if (ready) {
        const { value, error } = ready.answer;
        return this.#deliver({
          t: 'answer',
          id: ready.id,
          value: value ?? null,
          error: error ?? null,
          now: this.#time(),
        });
      }
      const { running, suspended } = this.#waiting;
      if (suspended.length > 0 && running === 0) return { suspended };
      const isVirtual = this.#clock.kind === 'virtual';
      if (this.#due && (isVirtual ? running === 0 : this.#due.at <= performance.now())) {
        return this.#deliver({ t: 'tick', now: this.#time(this.#due.now) });
      }
      await this.#change(isVirtual ? undefined : this.#due?.at);
    }
  }

  /** Nothing comes any more: aborts the calls under way. */
  close(): void {
    clearTimeout(this.#timer);
    this.#waiting.close();
  }

  /** The next delivery of the tape, or what comes after it. */
  #follow(): Next | undefined {
    const { tape, then } = this.#lead!;
    const delivery = tape.deliveries[this.#deliveries.length];
    if (delivery) {
      if (delivery.t === 'answer' ? this.#waiting.has(delivery.id) : this.#due)
        return this.#deliver(delivery);
      this.#diverge(
        delivery.t === 'answer'
          ? 'the run did not make a call that the recorded run got an answer to'
          : 'the run does not wait for a timer as the recorded run did',
      );
      return { diverged: this.#divergence! };
    }
    if ('end' in then) {
      if (then.end) return { ended: then.end };
      this.#diverge('the run waits for more than the recorded run did');
      return { diverged: this.#divergence! };
    }
    this.#isLive = true;
    const suspended = new Map(then.live.map((call) => [call.id, call]));
    for (const call of this.#waiting.unanswered) {
      const known = suspended.get(call.id);
      if (known) this.#waiting.suspend(known);
      else this.#waiting.start(call);
    }
    return undefined;
  }

  #deliver(delivery: Delivery): Next {
    if (this.#isKept) this.#deliveries.push(delivery);
    if (delivery.t === 'answer') this.#waiting.settle(delivery.id);
    // After a tick the realm tells anew.
    else this.#due = undefined;
    this.#now = delivery.now;
    if (this.#clock.kind !== 'machine') return { deliver: delivery };
    const { now: _, ...rest } = delivery;
    return { deliver: rest };
  }

  /** What the realm's clock shows next: never less than before, and at least when the timer is due. */
  #time(due = 0): number {
    const now = this.#clock.kind === 'virtual' ? this.#now : Date.now();
    return Math.max(this.#now, due, now);
  }

  #diverge(what: string): void {
    this.#divergence ??= { call: this.#calls.length, delivery: this.#deliveries.length, what };
  }

  #change(at: number | undefined): Promise<void> {
    const change = this.#waiting.change();
    if (at === undefined) return change;
    return new Promise((resolve) => {
      const ms = Math.min(Math.max(0, at - performance.now()), 2 ** 31 - 1);
      this.#timer = setTimeout(resolve, ms);
      void change.then(() => {
        clearTimeout(this.#timer);
        resolve();
      });
    });
  }
}
