import { type EntryLimits, type EntryReport, NotEnteredError, type Step } from '@codelets/core';
import { parseReport } from './entry-report.js';
import { FROM_CHILD, FROM_CHILD_CAPS, type LoadOrder, type Packet, ENTRY_CAPS, TO_CHILD } from './packet.js';
import { ProtocolError } from './protocol-error.js';

/** `onUnsent` is called when it is certain that the last of the packets has not arrived, and never will. */
type Send = (packets: readonly Packet[], onUnsent: () => void) => void;

interface Waiting {
  readonly type: number;
  /** Takes the answer; `false` when it has not the agreed shape. */
  accept(text: string): boolean;
  reject(error: Error): void;
}

/**
 * The service's half of the protocol: what was asked, which answer is due, and nothing else is accepted. Knows
 * neither pipes nor threads. The child is not trusted: an answer that nobody waits for, or a post without a realm,
 * is a `ProtocolError`, and so is more than an entry may send.
 */
export class Conversation {
  readonly #send: Send;
  #waiting: Waiting | undefined;
  #post: ((message: string) => void) | undefined;
  /** How many realms were given up of which the child has not said so yet. */
  #leaving = 0;
  #bytes = 0;
  #post_cap = Infinity;
  #packets = 0;
  #closed: Error | undefined;

  constructor(send: Send) {
    this.#send = send;
  }

  /** Whether the child owes an answer: it may be running a codelet. */
  get busy(): boolean {
    return this.#waiting !== undefined;
  }

  load(order: LoadOrder): Promise<void> {
    return this.#ask(
      FROM_CHILD.ready,
      [{ type: TO_CHILD.load, text: JSON.stringify(order) }],
      () => undefined,
    );
  }

  async open(post: (message: string) => void): Promise<void> {
    if (this.#post !== undefined) throw new Error('the host holds a realm already');
    this.#post = post;
    this.#count_anew();
    try {
      await this.#ask(FROM_CHILD.opened, [{ type: TO_CHILD.open, text: '' }], () => undefined);
    } catch (error) {
      this.#post = undefined;
      throw error;
    }
  }

  enter(steps: readonly Step[], limits: EntryLimits): Promise<EntryReport> {
    this.#post_cap = postCap(limits);
    // What a run may send in all is the session's to say: one that ticks for minutes tells something at each tick.
    this.#count_anew();
    const packets = steps.map(encodeStep);
    // The last one: a child that did not get all of them keeps the steps, and does none.
    packets.push({ type: TO_CHILD.enter, text: JSON.stringify(limits) });
    if (this.#closed !== undefined) return Promise.reject(new NotEnteredError(this.#closed.message));
    return this.#ask(FROM_CHILD.report, packets, parseReport);
  }

  dispose(): void {
    this.#post = undefined;
    if (this.#closed !== undefined) return;
    this.#leaving += 1;
    this.#send([{ type: TO_CHILD.dispose, text: '' }], () => undefined);
  }

  receive({ type, text }: Packet): void {
    this.#packets += 1;
    // A character is at least one byte on the wire.
    this.#bytes += text.length;
    if (this.#bytes > ENTRY_CAPS.bytes || this.#packets > ENTRY_CAPS.packets) {
      throw new ProtocolError('more output than an entry may have');
    }
    if (type === FROM_CHILD.post) this.#receivePost(text);
    else if (type === FROM_CHILD.disposed) this.#receiveDisposed();
    else this.#receiveAnswer(type, text);
  }

  /** The child is gone: whoever waits, and whoever asks from now on, gets `error`. */
  close(error: Error): void {
    this.#closed ??= error;
    const waiting = this.#waiting;
    this.#waiting = undefined;
    waiting?.reject(error);
  }

  #count_anew(): void {
    this.#bytes = 0;
    this.#packets = 0;
  }

  #receivePost(text: string): void {
    // What a realm still said when it was given up must not reach the run after it.
    if (this.#leaving > 0) return;
    if (this.#post === undefined) throw new ProtocolError('a message without a realm');
    // In a thread there is no decoder that would have stopped it on the way.
    if (text.length > this.#post_cap) throw new ProtocolError('a message that is too long for its run');
    this.#post(text);
  }

  #receiveDisposed(): void {
    if (this.#leaving === 0) throw new ProtocolError('an answer that nobody asked for');
    this.#leaving -= 1;
  }

  #receiveAnswer(type: number, text: string): void {
    const waiting = this.#waiting;
    if (waiting === undefined || this.#leaving > 0)
      throw new ProtocolError('an answer that nobody asked for');
    if (type === FROM_CHILD.failed && waiting.type !== FROM_CHILD.report) {
      this.#waiting = undefined;
      waiting.reject(new Error(text));
      return;
    }
    if (type !== waiting.type) throw new ProtocolError('an answer to another question');
    this.#waiting = undefined;
    if (!waiting.accept(text)) {
      this.#waiting = waiting;
      throw new ProtocolError('an answer of another shape');
    }
  }

  /** `read` turns the answer's text into a result; for answers that must have one, `undefined` is a bad shape. */
  #ask<T>(type: number, packets: readonly Packet[], read: (text: string) => T | undefined): Promise<T> {
    return new Promise((resolve, reject) => {
      if (this.#closed !== undefined) throw this.#closed;
      if (this.#waiting !== undefined) throw new Error('the host is busy');
      const accept = (text: string): boolean => {
        const value = read(text);
        if (value === undefined && type === FROM_CHILD.report) return false;
        resolve(value as T);
        return true;
      };
      const waiting = { type, accept, reject };
      this.#waiting = waiting;
      this.#send(packets, () => {
        // Anything else that a child is asked goes to the next one anyway when its host has ended.
        if (this.#waiting !== waiting || type !== FROM_CHILD.report) return;
        this.#waiting = undefined;
        reject(new NotEnteredError('the host was gone before the entry reached it'));
      });
    });
  }
}

/** The longest message of a run, in bytes: its own limit, and never more than the channel's. */
export function postCap({ max_post_bytes = Infinity }: EntryLimits): number {
  return Math.min(max_post_bytes, FROM_CHILD_CAPS.get(FROM_CHILD.post) ?? 0);
}

function encodeStep(step: Step): Packet {
  if ('message' in step) return { type: TO_CHILD.message, text: step.message };
  // The name ends at the first NUL, so it must not hold one.
  return { type: TO_CHILD.script, text: `${step.filename.replaceAll('\0', '')}\0${step.script}` };
}
