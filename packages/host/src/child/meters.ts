import type { MemoryMeter } from './memory-meter.js';

/** What a child can measure about itself; captured before the scrub. */
export interface Meters {
  readonly memory: MemoryMeter;
  /** CPU time of the child so far, in milliseconds; `undefined` where it cannot be told from the service's. */
  readonly cpuMs: (() => number) | undefined;
}
