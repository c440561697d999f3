import type { EscapeCase } from '../escape-case.js';
import { asyncIterationAndThenOnObjectPrototype } from './async-iteration-and-then-on-object-prototype.js';
import { errorsWithHostileKeys } from './errors-with-hostile-keys.js';
import { frozenHelpers } from './frozen-helpers.js';
import { gettersOnResults } from './getters-on-results.js';
import { globalsWithHostileKeys } from './globals-with-hostile-keys.js';
import { inputWithHostileKeys } from './input-with-hostile-keys.js';
import { replacedJsonAndObject } from './replaced-json-and-object.js';
import { resultsWithHostileKeys } from './results-with-hostile-keys.js';
import { settersTakeWhatThePreludeWrites } from './setters-take-what-the-prelude-writes.js';
import { toJsonEverywhere } from './to-json-everywhere.js';
import { toPrimitiveOfResults } from './to-primitive-of-results.js';

export const pollutionEscapes: readonly EscapeCase[] = [
  asyncIterationAndThenOnObjectPrototype,
  errorsWithHostileKeys,
  frozenHelpers,
  gettersOnResults,
  globalsWithHostileKeys,
  inputWithHostileKeys,
  replacedJsonAndObject,
  resultsWithHostileKeys,
  settersTakeWhatThePreludeWrites,
  toJsonEverywhere,
  toPrimitiveOfResults,
];
