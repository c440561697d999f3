import type { ConformanceGroup } from '../conformance-case.js';
import { concurrentRuns } from './concurrent-runs.js';
import { globalScope } from './global-scope.js';
import { isolation } from './isolation.js';
import { nothingStays } from './nothing-stays.js';

export const freshnessGroups: readonly ConformanceGroup[] = [
  globalScope,
  nothingStays,
  isolation,
  concurrentRuns,
];
