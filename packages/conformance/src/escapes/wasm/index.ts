import type { EscapeCase } from '../escape-case.js';
import { entryPointsAreAbsent } from './entry-points-are-absent.js';
import { objectsOfWebassembly } from './objects-of-webassembly.js';
import { tagCatchesErrors } from './tag-catches-errors.js';

export const wasmEscapes: readonly EscapeCase[] = [
  entryPointsAreAbsent,
  objectsOfWebassembly,
  tagCatchesErrors,
];
