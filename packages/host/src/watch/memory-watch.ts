const PERIOD_MS = 10;

/** A host that has run code of a codelet; `sample` looks at it and ends it when it is over a limit. */
export interface Watched {
  sample(): void;
}

/** One timer for all hosts of an adapter that were used. A sample is one small read per host; without hosts there is none. */
export class MemoryWatch {
  readonly #hosts = new Set<Watched>();
  #timer: NodeJS.Timeout | undefined;

  add(host: Watched): void {
    this.#hosts.add(host);
    this.#timer ??= setInterval(() => this.#sample(), PERIOD_MS).unref();
  }

  remove(host: Watched): void {
    this.#hosts.delete(host);
    if (this.#hosts.size > 0) return;
    clearInterval(this.#timer);
    this.#timer = undefined;
  }

  #sample(): void {
    for (const host of this.#hosts) host.sample();
  }
}
