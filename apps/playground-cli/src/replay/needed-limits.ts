import { defaultLimits, type Recording } from '@codelets/core';

/**
 * Limits that a runner needs for a replay: it lets a recording have no more than it would let a run have. Empty where
 * the defaults are enough.
 */
export function neededLimits({ limits }: Recording): { timeout_ms?: number; memory_mb?: number } {
  const { timeout_ms, memory_mb } = defaultLimits();
  return {
    ...(limits.timeout_ms > timeout_ms ? { timeout_ms: limits.timeout_ms } : {}),
    ...(limits.memory_mb > memory_mb ? { memory_mb: limits.memory_mb } : {}),
  };
}
