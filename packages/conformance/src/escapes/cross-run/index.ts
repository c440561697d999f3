import type { EscapeCase } from '../escape-case.js';
import { concurrentRuns } from './concurrent-runs.js';
import { intlAndCaches } from './intl-and-caches.js';
import { killedRunLeavesNothing } from './killed-run-leaves-nothing.js';
import { marksOnIntrinsics } from './marks-on-intrinsics.js';
import { moduleState } from './module-state.js';
import { pendingWork } from './pending-work.js';
import { randomAndIds } from './random-and-ids.js';
import { regexpStatics } from './regexp-statics.js';
import { symbolRegistry } from './symbol-registry.js';
import { templateObjects } from './template-objects.js';

export const crossRunEscapes: readonly EscapeCase[] = [
  concurrentRuns,
  intlAndCaches,
  killedRunLeavesNothing,
  marksOnIntrinsics,
  moduleState,
  pendingWork,
  randomAndIds,
  regexpStatics,
  symbolRegistry,
  templateObjects,
];
