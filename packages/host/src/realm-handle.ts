import type { EntryLimits, EntryReport, Realm, Step } from '@codelets/core';

type Enter = (steps: readonly Step[], limits: EntryLimits) => Promise<EntryReport>;

/** What the runner holds of a realm: dead after `dispose`, which counts once. */
export class RealmHandle implements Realm {
  readonly #enter: Enter;
  readonly #dispose: () => void;
  #disposed = false;

  constructor(enter: Enter, dispose: () => void) {
    this.#enter = enter;
    this.#dispose = dispose;
  }

  async enter(steps: readonly Step[], limits: EntryLimits): Promise<EntryReport> {
    if (this.#disposed) throw new Error('the realm was given up');
    return this.#enter(steps, limits);
  }

  dispose(): void {
    if (this.#disposed) return;
    this.#disposed = true;
    this.#dispose();
  }
}
