const PERIOD_MS = 10;
/** While no run is in any of the hosts: there may be many, and they may wait for long. */
const REST_PERIOD_MS = 40;

/** A host that has run code of a codelet; `sample` looks at it and ends it when it is over a limit. */
export interface Watched {
  readonly is_at_rest: boolean;
  sample(): void;
}

/** One timer for all hosts of an adapter that were used. A sample is one small read per host; without hosts there is none. */
export class MemoryWatch {
  readonly #hosts = new Set<Watched>();
  #timer: NodeJS.Timeout | undefined;
  #period_ms: number | undefined;

  /** To be called whenever a run begins in the host. */
  add(host: Watched): void {
    this.#hosts.add(host);
    this.#pace(PERIOD_MS);
  }

  remove(host: Watched): void {
    this.#hosts.delete(host);
    if (this.#hosts.size === 0) this.#pace(undefined);
  }

  #pace(period_ms: number | undefined): void {
    if (this.#period_ms === period_ms) return;
    this.#period_ms = period_ms;
    clearInterval(this.#timer);
    this.#timer = period_ms === undefined ? undefined : setInterval(() => this.#sample(), period_ms).unref();
  }

  #sample(): void {
    let are_at_rest = true;
    for (const host of this.#hosts) {
      are_at_rest &&= host.is_at_rest;
      host.sample();
    }
    if (are_at_rest && this.#hosts.size > 0) this.#pace(REST_PERIOD_MS);
  }
}
