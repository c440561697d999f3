const PERIOD_MS = 10;

/** A host that may be running a codelet; `sample` looks at it and ends it when it is over a limit. */
export interface Watched {
  sample(): void;
}

/**
 * One timer for all busy hosts of an adapter. A sample is one small read per host; while nobody is busy there is no
 * timer.
 */
export class MemoryWatch {
  readonly #busy = new Set<Watched>();
  #timer: NodeJS.Timeout | undefined;

  add(host: Watched): void {
    this.#busy.add(host);
    this.#timer ??= setInterval(() => this.#sample(), PERIOD_MS).unref();
  }

  remove(host: Watched): void {
    this.#busy.delete(host);
    if (this.#busy.size > 0) return;
    clearInterval(this.#timer);
    this.#timer = undefined;
  }

  #sample(): void {
    for (const host of this.#busy) host.sample();
  }
}
