import {
  Event,
  EventTarget,
  getEventAttributeValue,
  setErrorHandler,
  setEventAttributeValue,
  setWarningHandler,
} from 'event-target-shim';
import { setAbortHooks } from './abort-hooks.js';
import { createNamedError } from './named-error.js';

export { Event, EventTarget };

const OURS = Symbol('ours');

let create: () => AbortSignal;
let abort: (signal: AbortSignal, reason: unknown) => void;

/** https://dom.spec.whatwg.org/#interface-AbortSignal */
export class AbortSignal extends EventTarget {
  #aborted = false;
  #reason: unknown;
  /** What the prelude waits with: no listener, which a codelet could replace, remove or dispatch to. */
  #waiting: { readonly run: () => void; readonly next: unknown } | undefined;

  constructor(token?: symbol) {
    if (token !== OURS) throw new TypeError('Illegal constructor');
    super();
  }

  get aborted(): boolean {
    return this.#aborted;
  }

  get reason(): unknown {
    return this.#reason;
  }

  get onabort(): unknown {
    return getEventAttributeValue(this, 'abort');
  }

  set onabort(listener: unknown) {
    setEventAttributeValue(this, 'abort', listener);
  }

  throwIfAborted(): void {
    if (this.#aborted) throw this.#reason;
  }

  static abort(reason?: unknown): AbortSignal {
    const signal = new AbortSignal(OURS);
    AbortSignal.#abort(signal, reason);
    return signal;
  }

  static timeout(ms: number): AbortSignal {
    const signal = new AbortSignal(OURS);
    setTimeout(
      () => AbortSignal.#abort(signal, createNamedError('TimeoutError', 'The operation timed out')),
      ms,
    );
    return signal;
  }

  static any(signals: Iterable<AbortSignal>): AbortSignal {
    const result = new AbortSignal(OURS);
    for (const signal of signals) {
      if (!(#aborted in signal)) throw new TypeError('AbortSignal.any takes AbortSignals');
      if (signal.aborted) return AbortSignal.abort(signal.reason);
      signal.addEventListener('abort', () => AbortSignal.#abort(result, signal.reason), { once: true });
    }
    return result;
  }

  static {
    create = () => new AbortSignal(OURS);
    abort = (signal, reason) => AbortSignal.#abort(signal, reason);
    setAbortHooks({
      create,
      isSignal: (value): value is AbortSignal => #aborted in value,
      isAborted: (signal) => (signal as AbortSignal).#aborted,
      reasonOf: (signal) => (signal as AbortSignal).#reason,
      whenAborted(signal, run) {
        const ours = signal as AbortSignal;
        ours.#waiting = { run, next: ours.#waiting };
      },
    });
    Object.defineProperty(AbortSignal.prototype, Symbol.toStringTag, {
      value: 'AbortSignal',
      configurable: true,
    });
  }

  static #abort(signal: AbortSignal, reason: unknown): void {
    if (signal.#aborted) return;
    signal.#aborted = true;
    signal.#reason =
      reason === undefined ? createNamedError('AbortError', 'This operation was aborted') : reason;
    for (let waiting = signal.#waiting; waiting; waiting = waiting.next as typeof waiting) waiting.run();
    signal.#waiting = undefined;
    signal.dispatchEvent(new Event('abort'));
  }
}

/** https://dom.spec.whatwg.org/#interface-abortcontroller */
export class AbortController {
  readonly #signal = create();

  get signal(): AbortSignal {
    return this.#signal;
  }

  abort(reason?: unknown): void {
    abort(this.#signal, reason);
  }

  static {
    Object.defineProperty(AbortController.prototype, Symbol.toStringTag, {
      value: 'AbortController',
      configurable: true,
    });
  }
}

// oxlint-disable-next-line no-console -- the codelet's own console
setErrorHandler((error) => console.error('Uncaught', error));
setWarningHandler(() => undefined);
