import { hostMemoryOf } from './host-memory.js';
import type { HostSlot } from './host-slot.js';

export interface Bounds {
  readonly max_hosts: number;
  /** `undefined`: no budget. */
  readonly max_memory_mb: number | undefined;
  /** Of one tenant. */
  readonly max_running: number;
}

/** Whether a host of a class has a place beside others. */
export function hasRoom(slots: Iterable<HostSlot>, memory_mb: number, bounds: Bounds): boolean {
  let hosts = 1;
  let memory = hostMemoryOf(memory_mb);
  for (const slot of slots) {
    hosts += 1;
    memory += hostMemoryOf(slot.memory_mb);
  }
  return hosts <= bounds.max_hosts && memory <= (bounds.max_memory_mb ?? Infinity);
}
