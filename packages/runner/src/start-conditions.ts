import { createHash, randomBytes } from 'node:crypto';
import type { RunClock } from '@codelets/core';
import type { ResolvedRunOptions } from './options/run-options.js';

export interface StartConditions {
  /** 64 hexadecimal digits. */
  readonly seed: string;
  readonly clock: RunClock;
}

/** Seed and clock of a fresh run. A run that may be repeated later reads a clock that it is handed. */
export function startConditions(
  { policy, record }: ResolvedRunOptions,
  may_suspend: boolean,
): StartConditions {
  const deterministic = policy?.deterministic;
  if (deterministic) {
    const seed = createHash('sha256').update(deterministic.seed, 'utf8').digest('hex');
    return { seed, clock: { kind: 'virtual', now: deterministic.now } };
  }
  const isKept = record || (may_suspend && (policy?.capabilities.size ?? 0) > 0);
  const clock: RunClock = isKept ? { kind: 'handed', now: Date.now() } : { kind: 'machine' };
  return { seed: randomBytes(32).toString('hex'), clock };
}
