import { quoted } from './options/check.js';
import type { RunnerEvents, RunnerListener } from './types.js';

const EVENT_NAMES: readonly string[] = [
  'run-start',
  'run-end',
  'log',
  'violation',
  'capability-error',
  'capability-abandoned',
  'host-start',
  'host-end',
];

/** Typed events. A listener that throws, or rejects, harms neither the run nor other listeners. */
export class Emitter {
  readonly #listeners = new Map<string, Set<(event: never) => unknown>>();

  on<Name extends keyof RunnerEvents>(event: Name, listener: RunnerListener<Name>): () => void {
    if (!EVENT_NAMES.includes(event))
      throw new TypeError(`There is no event ${quoted(String(event))}; there are ${EVENT_NAMES.join(', ')}`);
    if (typeof listener !== 'function') throw new TypeError('The listener must be a function');
    const listeners = this.#listeners.get(event) ?? new Set();
    this.#listeners.set(event, listeners.add(listener));
    return () => {
      listeners.delete(listener);
    };
  }

  emit<Name extends keyof RunnerEvents>(event: Name, data: RunnerEvents[Name]): void {
    const listeners = this.#listeners.get(event);
    if (!listeners) return;
    for (const listener of [...listeners]) {
      try {
        const returned = listener(data as never);
        if (returned instanceof Promise) returned.catch(() => undefined);
      } catch {
        // The listener's own problem.
      }
    }
  }
}
