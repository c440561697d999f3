import type { EscapeCase } from '../escape-case.js';
import { asyncFunctionReturnsThenable } from './async-function-returns-thenable.js';
import { callOfFunctionPrototype } from './call-of-function-prototype.js';
import { constructedWithNewTarget } from './constructed-with-new-target.js';
import { finallyAndSpeciesInAwait } from './finally-and-species-in-await.js';
import { hasInstanceHidesAPromise } from './has-instance-hides-a-promise.js';
import { patchedThenLetsErrorsThrough } from './patched-then-lets-errors-through.js';
import { patchedThenSeesCallbacks } from './patched-then-sees-callbacks.js';
import { resolversOfPromisePrototype } from './resolvers-of-promise-prototype.js';
import { resultThenableSeesTheService } from './result-thenable-sees-the-service.js';
import { speciesGetterThatChanges } from './species-getter-that-changes.js';
import { speciesOfAsyncFunction } from './species-of-async-function.js';
import { speciesOnThePrototype } from './species-on-the-prototype.js';
import { speciesWithFrozenConstructor } from './species-with-frozen-constructor.js';
import { staticsAreStolen } from './statics-are-stolen.js';
import { unhandledRejectionsOfEveryKind } from './unhandled-rejections-of-every-kind.js';

export const promisesEscapes: readonly EscapeCase[] = [
  asyncFunctionReturnsThenable,
  callOfFunctionPrototype,
  constructedWithNewTarget,
  finallyAndSpeciesInAwait,
  hasInstanceHidesAPromise,
  patchedThenLetsErrorsThrough,
  patchedThenSeesCallbacks,
  resolversOfPromisePrototype,
  resultThenableSeesTheService,
  speciesGetterThatChanges,
  speciesOfAsyncFunction,
  speciesOnThePrototype,
  speciesWithFrozenConstructor,
  staticsAreStolen,
  unhandledRejectionsOfEveryKind,
];
