import v8 from 'node:v8';

const { getHeapStatistics } = v8;

/** Collecting after every run would cost milliseconds; below this much garbage it is not worth it. */
const COLLECT_ABOVE = 8 * 1024 * 1024;

/** Memory in use as V8 counts it: heap and what hangs on it (typed arrays, external strings). */
export class MemoryMeter {
  readonly #collect: (() => Promise<void>) | undefined;
  #baseline = 0;

  constructor(collect: (() => Promise<void>) | undefined) {
    this.#collect = collect;
  }

  /** The host is idle: everything in use from here on is the next run's. */
  async rest(): Promise<void> {
    if (inUse() - this.#baseline > COLLECT_ABOVE) await this.#collect?.();
  }

  start(): void {
    this.#baseline = inUse();
  }

  /** Growth since `start`. Garbage does not count: over `limit` it is collected before the answer. */
  async growth(limit: number): Promise<number> {
    const growth = inUse() - this.#baseline;
    if (growth <= limit || this.#collect === undefined) return Math.max(0, growth);
    // The first collection leaves dropped array buffers to a sweeper; the second waits for it.
    await this.#collect();
    await this.#collect();
    return Math.max(0, inUse() - this.#baseline);
  }
}

function inUse(): number {
  const { used_heap_size, external_memory } = getHeapStatistics();
  return used_heap_size + external_memory;
}
