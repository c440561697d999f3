import type { CallRecord } from '@codelets/core';
import type { AnswerCall, CallAnswer } from './deliveries.js';

export interface ReadyAnswer {
  readonly id: number;
  readonly answer: Exclude<CallAnswer, { suspended: object }>;
}

export interface SuspendedCall {
  readonly id: number;
  readonly name: string;
  readonly payload: unknown;
}

/** The calls of one run that have no answer yet, and the answers that the realm did not get yet. */
export class WaitingCalls {
  readonly #answerCall: AnswerCall | undefined;
  readonly #controller = new AbortController();
  readonly #unanswered = new Map<number, CallRecord>();
  readonly #suspended = new Map<number, SuspendedCall>();
  readonly #ready: ReadyAnswer[] = [];
  #wake: () => void = () => undefined;

  /** `onCause` gets the service's own error of a call that fails. */
  constructor(
    answerCall: AnswerCall | undefined,
    private readonly onCause: (id: number, cause: unknown) => void,
  ) {
    this.#answerCall = answerCall;
  }

  /** Calls under way; suspended ones are not. */
  get running(): number {
    return this.#unanswered.size - this.#suspended.size;
  }

  get suspended(): readonly SuspendedCall[] {
    return [...this.#suspended.values()];
  }

  get unanswered(): readonly CallRecord[] {
    return [...this.#unanswered.values()];
  }

  /** Takes note of a call whose answer is known already, or comes later. */
  note(call: CallRecord): void {
    this.#unanswered.set(call.id, call);
  }

  has(id: number): boolean {
    return this.#unanswered.has(id);
  }

  suspend(call: SuspendedCall): void {
    this.#suspended.set(call.id, call);
  }

  settle(id: number): void {
    this.#unanswered.delete(id);
    this.#suspended.delete(id);
  }

  /** Has a call answered; the answer is `take`n when the realm is ready for it. */
  start(call: CallRecord): void {
    const { id, name } = call;
    this.note(call);
    void this.#answerCall?.(call, this.#controller.signal).then((answer) => {
      if (answer.suspended) this.#suspended.set(id, { id, name, payload: answer.suspended.payload });
      else {
        if (answer.error) this.onCause(id, answer.cause);
        this.#ready.push({ id, answer });
      }
      this.#wake();
    });
  }

  take(): ReadyAnswer | undefined {
    return this.#ready.shift();
  }

  /** Resolves when there is an answer to take, or a call was suspended. */
  change(): Promise<void> {
    return new Promise((resolve) => {
      this.#wake = resolve;
    });
  }

  /** Aborts what is under way. */
  close(): void {
    this.#controller.abort();
  }
}
