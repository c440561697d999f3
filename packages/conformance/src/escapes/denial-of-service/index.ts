import type { EscapeCase } from '../escape-case.js';
import { arrayFill } from './array-fill.js';
import { asyncGeneratorsForever } from './async-generators-forever.js';
import { awaitNullForever } from './await-null-forever.js';
import { bigints } from './bigints.js';
import { clockIsNotTheCodelets } from './clock-is-not-the-codelets.js';
import { comparatorsAndCoercions } from './comparators-and-coercions.js';
import { deepRecursionEverywhere } from './deep-recursion-everywhere.js';
import { exhaustedStacks } from './exhausted-stacks.js';
import { finallyAndCatch } from './finally-and-catch.js';
import { heapExhaustion } from './heap-exhaustion.js';
import { jsonNesting } from './json-nesting.js';
import { labelsAndGenerators } from './labels-and-generators.js';
import { logFlood } from './log-flood.js';
import { loopAfterAwait } from './loop-after-await.js';
import { loopInTheModule } from './loop-in-the-module.js';
import { mapGrowth } from './map-growth.js';
import { neverSettles } from './never-settles.js';
import { promisesKept } from './promises-kept.js';
import { regexAfterAwait } from './regex-after-await.js';
import { regexBacktracking } from './regex-backtracking.js';
import { rejectionFlood } from './rejection-flood.js';
import { rejectionsAtTheEndOfTheStack } from './rejections-at-the-end-of-the-stack.js';
import { replaceAll } from './replace-all.js';
import { sparseReverse } from './sparse-reverse.js';
import { spinningError } from './spinning-error.js';
import { spinningGettersOfResults } from './spinning-getters-of-results.js';
import { spinningLog } from './spinning-log.js';
import { spinningThenable } from './spinning-thenable.js';
import { stringFlattening } from './string-flattening.js';
import { timerFlood } from './timer-flood.js';
import { typedArrays } from './typed-arrays.js';
import { violationFlood } from './violation-flood.js';
import { weakAndIteratorTricks } from './weak-and-iterator-tricks.js';

export const denialOfServiceEscapes: readonly EscapeCase[] = [
  arrayFill,
  asyncGeneratorsForever,
  awaitNullForever,
  bigints,
  clockIsNotTheCodelets,
  comparatorsAndCoercions,
  deepRecursionEverywhere,
  exhaustedStacks,
  finallyAndCatch,
  heapExhaustion,
  jsonNesting,
  labelsAndGenerators,
  logFlood,
  loopAfterAwait,
  loopInTheModule,
  mapGrowth,
  neverSettles,
  promisesKept,
  regexAfterAwait,
  regexBacktracking,
  rejectionFlood,
  rejectionsAtTheEndOfTheStack,
  replaceAll,
  sparseReverse,
  spinningError,
  spinningGettersOfResults,
  spinningLog,
  spinningThenable,
  stringFlattening,
  timerFlood,
  typedArrays,
  violationFlood,
  weakAndIteratorTricks,
];
