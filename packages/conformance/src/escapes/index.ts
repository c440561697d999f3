import type { ConformanceGroup } from '../conformance-case.js';
import { constructorsEscapes } from './constructors/index.js';
import { hostFunctionsEscapes } from './host-functions/index.js';
import { prototypesEscapes } from './prototypes/index.js';
import type { EscapeCase, EscapeClass } from './escape-case.js';

const BY_CLASS: readonly (readonly [name: EscapeClass, cases: readonly EscapeCase[]])[] = [
  ['constructors', constructorsEscapes],
  ['host-functions', hostFunctionsEscapes],
  ['prototypes', prototypesEscapes],
];

/** The attack corpus: every case is asked of every adapter. */
export const escapeCases: readonly EscapeCase[] = BY_CLASS.flatMap(([, cases]) => cases);

export const escapesGroups: readonly ConformanceGroup[] = BY_CLASS.map(([name, cases]) => ({ name, cases }));
