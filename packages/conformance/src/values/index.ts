import type { ConformanceGroup } from '../conformance-case.js';
import { binaryData } from './binary-data.js';
import { collections } from './collections.js';
import { errorValues } from './error-values.js';
import { globalsAsData } from './globals.js';
import { hostileKeys } from './hostile-keys.js';
import { hostileResults } from './hostile-results.js';
import { objects } from './objects.js';
import { primitives } from './primitives.js';
import { refusedInputs } from './refused-inputs.js';
import { refusedResults } from './refused-results.js';
import { sizes } from './sizes.js';

export const valuesGroups: readonly ConformanceGroup[] = [
  primitives,
  objects,
  collections,
  binaryData,
  errorValues,
  hostileKeys,
  sizes,
  globalsAsData,
  refusedResults,
  refusedInputs,
  hostileResults,
];
