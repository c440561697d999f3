/**
 * What a host may take beyond its memory class, in MiB: 32 at rest (about 20 were measured, see docs/integration.md)
 * and 64 that the watch leaves it for garbage. A constant, so that what is admitted depends on the options alone.
 */
const HOST_OVERHEAD_MB = 96;

/** What a host of a class counts in `pool.max_memory_mb`. */
export function hostMemoryOf(memory_class_mb: number): number {
  return memory_class_mb + HOST_OVERHEAD_MB;
}
