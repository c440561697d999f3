const SMALLEST_MB = 16;

/**
 * Warm hosts are kept by class: powers of two from 16 MiB. The class sets the flags that a host starts with; the
 * run's own limit is watched exactly.
 */
export function memoryClassOf(memory_mb: number): number {
  let mb = SMALLEST_MB;
  while (mb < memory_mb) mb *= 2;
  return mb;
}
