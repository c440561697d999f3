import type { NotRun } from './candidates.js';
import { findDifferences, type Differences } from './differences.js';
import type { Trial } from './trial.js';

/** Everything that a comparison found out. */
export interface Comparison extends Differences {
  readonly runs: number;
  readonly trials: readonly Trial[];
  readonly not_run: readonly NotRun[];
}

/** Sorts what the candidates gave and finds the differences. */
export function createComparison(runs: number, outcomes: readonly (Trial | NotRun)[]): Comparison {
  const trials = outcomes.filter((outcome) => 'result' in outcome);
  const not_run = outcomes.filter((outcome) => 'reason' in outcome);
  return { runs, trials, not_run, ...findDifferences(trials) };
}
