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

/**
 * How far a whole run may go beyond `cpu_ms` by the kernel's count. Each entry is held to what the child's reports have
 * left of it, and a child that was taken over reports what it likes; an honest one does not report what it takes to
 * read and to write frames.
 */
const RUN_CPU_FACTOR = 1.5;
const RUN_CPU_SLACK_MS = 100;

/** CPU time of a host in which no run is: it collects garbage and opens the next realm. More is what a run left behind. */
const REST_CPU_MS = 2000;
/** How far apart the CPU time of such a host is read. */
const REST_CPU_PERIOD_MS = 150;

/**
 * Compares one host with its limits; the baseline is the host at rest with its realm open. From its first entry on the
 * host is sampled to its end: that an entry is over is the word of a child that may have been taken over in it, and what
 * it left behind goes on between two entries and after the last.
 */
export class RunWatch {
  #files: ProcFiles | undefined;
  readonly #onExcess: (reason: 'memory' | 'cpu' | 'crashed', detail: string) => void;
  #baseline: MemorySample | undefined;
  #cpu_baseline_ms: number | undefined;
  #limits: EntryLimits | undefined;
  /** A realm was opened that was not entered yet. */
  #is_fresh = true;
  /** CPU time at the start of the run, and the limit that it started with. */
  #run_cpu: { readonly from_ms: number; readonly limit_ms: number } | undefined;
  /** While no run is in the host. */
  #rest: { read_at: number; from_ms: number | undefined } | undefined;
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

  /** A realm is about to be opened. What the last run was held to goes on to hold until the next one begins. */
  reset(): void {
    this.#is_fresh = true;
    this.#forget();
  }

  /** The run is over: whatever still computes is none of it. */
  rest(): void {
    this.#rest = { read_at: performance.now(), from_ms: undefined };
  }

  get is_at_rest(): boolean {
    return this.#rest !== undefined;
  }

  enter(limits: EntryLimits): void {
    this.#limits = limits;
    this.#rest = undefined;
    if (this.#is_fresh) {
      this.#is_fresh = false;
      this.#forget();
      this.#run_cpu = undefined;
      this.#baseline = this.#files?.memory();
      this.#resident_bytes = this.#baseline?.resident_bytes ?? 0;
    }
    this.#cpu_baseline_ms = undefined;
    if (limits.cpu_ms === undefined || this.#files === undefined) return;
    const now = this.#files.cpuMs();
    if (now === undefined) return this.#onExcess('crashed', 'its CPU time cannot be sampled');
    this.#cpu_baseline_ms = now;
    this.#run_cpu ??= { from_ms: now, limit_ms: limits.cpu_ms * RUN_CPU_FACTOR + RUN_CPU_SLACK_MS };
  }

  /** What the child itself says. It can only add to what was sampled. */
  report(growth_bytes: number | undefined): void {
    this.#peak_bytes = Math.max(this.#peak_bytes, growth_bytes ?? 0);
  }

  sample(): void {
    this.#sampleMemory();
    if (this.#rest === undefined) this.#sampleCpu();
    else this.#sampleRest(this.#rest);
  }

  close(): void {
    this.#files?.close();
  }

  #forget(): void {
    this.#peak_bytes = 0;
    this.#near_limit = false;
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
    if (limit === undefined || this.#cpu_baseline_ms === undefined || this.#run_cpu === undefined) return;
    const now = this.#files?.cpuMs();
    if (now === undefined) return;
    const used = now - this.#cpu_baseline_ms;
    const { from_ms, limit_ms } = this.#run_cpu;
    if (used > limit) this.#onExcess('cpu', `used ${used} ms of CPU time`);
    else if (now - from_ms > limit_ms) this.#onExcess('cpu', `used ${now - from_ms} ms of CPU time in all`);
  }

  #sampleRest(rest: { read_at: number; from_ms: number | undefined }): void {
    const at = performance.now();
    if (at - rest.read_at < REST_CPU_PERIOD_MS) return;
    rest.read_at = at;
    const now = this.#files?.cpuMs();
    if (now === undefined) return;
    rest.from_ms ??= now;
    const used = now - rest.from_ms;
    if (used > REST_CPU_MS) this.#onExcess('crashed', `used ${used} ms of CPU time while no run was in it`);
  }
}
