import type { EntryLimits, HostUsage } from '@codelets/core';
import type { MemorySample, ProcFiles } from './proc-files.js';

const MEBIBYTE = 1024 * 1024;

/**
 * How far the process may grow over a run's limit before it is ended: what V8 has not collected yet counts in what
 * the kernel sees. Measured at limits of 64 and 128 MiB on Node 20 and 26, code that only makes garbage (typed arrays
 * of 64 KiB to 10 MiB, long strings, JSON, maps, sorting) grew resident by up to 90 and 150 MiB, and `data` by hardly
 * more; arrays of 32 MiB each, dropped at once, by 130 and 160. What lives on beyond the limit within
 * the slack is found at the end of the entry, where the child collects before it reports.
 */
const RESIDENT_SLACK_BYTES = 64 * MEBIBYTE;
const DATA_SLACK_BYTES = 128 * MEBIBYTE;

/** Compares one host with its limits; the baseline is the host at rest with its realm open. */
export class RunWatch {
  #files: ProcFiles | undefined;
  readonly #onExcess: (reason: 'memory' | 'cpu' | 'crashed', detail: string) => void;
  #baseline: MemorySample | undefined;
  #cpu_baseline_ms: number | undefined;
  #limits: EntryLimits | undefined;
  #peak_bytes = 0;
  #resident_bytes = 0;
  #near_limit = false;

  constructor(onExcess: (reason: 'memory' | 'cpu' | 'crashed', detail: string) => void) {
    this.#onExcess = onExcess;
  }

  /** The process is known that holds the engine. */
  attach(files: ProcFiles): void {
    this.#files = files;
  }

  get usage(): HostUsage {
    return { peak_memory_bytes: this.#peak_bytes, resident_bytes: this.#resident_bytes };
  }

  /** Whether the process can be sampled. */
  get ready(): boolean {
    return this.#files?.memory() !== undefined;
  }

  /** Whether the last sample was at more than half of the limit: a kill by somebody else then was for memory. */
  get near_limit(): boolean {
    return this.#near_limit;
  }

  /** A realm is about to be opened. */
  reset(): void {
    this.#baseline = undefined;
    this.#peak_bytes = 0;
    this.#near_limit = false;
  }

  enter(limits: EntryLimits): void {
    this.#limits = limits;
    this.#baseline ??= this.#files?.memory();
    this.#resident_bytes = this.#baseline?.resident_bytes ?? 0;
    if (limits.cpu_ms === undefined || this.#files === undefined) return;
    this.#cpu_baseline_ms = this.#files.cpuMs();
    if (this.#cpu_baseline_ms === undefined) this.#onExcess('crashed', 'its CPU time cannot be sampled');
  }

  /** What the child itself says. It can only add to what was sampled. */
  report(growth_bytes: number | undefined): void {
    this.#peak_bytes = Math.max(this.#peak_bytes, growth_bytes ?? 0);
  }

  sample(): void {
    this.#sampleMemory();
    this.#sampleCpu();
  }

  close(): void {
    this.#files?.close();
  }

  #sampleMemory(): void {
    const sample = this.#files?.memory();
    const baseline = this.#baseline;
    const limit = this.#limits?.memory_bytes;
    if (sample === undefined || baseline === undefined || limit === undefined) return;
    // A process that has ended and waits to be collected has no memory: the sample before says more.
    if (sample.resident_bytes === 0) return;
    const resident = sample.resident_bytes - baseline.resident_bytes;
    const data = sample.data_bytes - baseline.data_bytes;
    this.#resident_bytes = sample.resident_bytes;
    this.#peak_bytes = Math.max(this.#peak_bytes, resident);
    this.#near_limit = Math.max(resident, data) > limit / 2;
    if (resident > limit + RESIDENT_SLACK_BYTES || data > limit + DATA_SLACK_BYTES) {
      this.#onExcess('memory', `grew by ${Math.round(Math.max(resident, data) / MEBIBYTE)} MiB`);
    }
  }

  #sampleCpu(): void {
    const limit = this.#limits?.cpu_ms;
    if (limit === undefined || this.#cpu_baseline_ms === undefined) return;
    const used = (this.#files?.cpuMs() ?? 0) - this.#cpu_baseline_ms;
    if (used > limit) this.#onExcess('cpu', `used ${used} ms of CPU time`);
  }
}
