import { hrtime } from 'node:process';

/**
 * Captured: the host takes globals away before any codelet runs, and what hangs on `process`. The clock of
 * `performance` asks `process` for the time, on Node 18.
 */
const nanoseconds = hrtime.bigint;

function now(): number {
  return Number(nanoseconds()) / 1e6;
}

export type Limit = 'time' | 'memory';

/**
 * Thrown through the engine by its imports. WebAssembly cannot catch it, so no `catch`, `finally` or promise job of
 * the codelet runs after it; what is left of the realm in memory is never used again.
 */
const STOP = Object.freeze({ stop: 'the run is over' });

/**
 * The limits of one run, kept outside of the engine's memory: a codelet that found a bug in the engine and writes
 * where it likes cannot reach them.
 */
export class RunGuard {
  #deadline = Infinity;
  #ceiling = Infinity;
  #baseline = 0;
  #used = 0;
  #peak = 0;
  #fault: Limit | undefined;

  /** Bytes that the engine has allocated. */
  get used(): number {
    return this.#used;
  }

  /** The highest growth over the fresh realm, in bytes. */
  get peak_growth(): number {
    return Math.max(0, this.#peak - this.#baseline);
  }

  /** A fresh realm, which holds this many bytes, without limits until `limit` is called. */
  reset(used: number): void {
    this.#deadline = Infinity;
    this.#ceiling = Infinity;
    this.#baseline = used;
    this.#used = used;
    this.#peak = used;
    this.#fault = undefined;
  }

  limit(budget_ms: number, memory_bytes: number): void {
    this.#deadline = now() + budget_ms;
    this.#ceiling = this.#baseline + memory_bytes;
  }

  /** Called by the interrupt handler and between jobs. */
  checkTime(): void {
    if (now() >= this.#deadline) this.stop('time');
  }

  /** Called before the engine gets `bytes` more. */
  checkMemory(bytes: number): void {
    if (this.#used + bytes > this.#ceiling) this.stop('memory');
  }

  count(bytes: number): void {
    this.#used += bytes;
    if (this.#used > this.#peak) this.#peak = this.#used;
  }

  stop(limit: Limit): never {
    this.#fault ??= limit;
    // oxlint-disable-next-line no-throw-literal, typescript/only-throw-error -- no stack is wanted, only an identity
    throw STOP;
  }

  /** Which limit the run passed, if `thrown` is how that shows. */
  faultOf(thrown: unknown): Limit | undefined {
    return thrown === STOP ? this.#fault : undefined;
  }
}
