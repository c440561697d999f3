import type { EscapeCase } from '../escape-case.js';
import { applyCallBindOfHelpers } from './apply-call-bind-of-helpers.js';
import { asyncGeneratorOfAHelper } from './async-generator-of-a-helper.js';
import { callbacksOfHelpers } from './callbacks-of-helpers.js';
import { callerAndCallee } from './caller-and-callee.js';
import { callsAtTheEndOfTheStack } from './calls-at-the-end-of-the-stack.js';
import { constructedHelpers } from './constructed-helpers.js';
import { functionsShowNoSource } from './functions-show-no-source.js';
import { promisesOfHelpers } from './promises-of-helpers.js';
import { thisOfPlainCalls } from './this-of-plain-calls.js';
import { webStandardPrototypes } from './web-standard-prototypes.js';

export const hostFunctionsEscapes: readonly EscapeCase[] = [
  applyCallBindOfHelpers,
  asyncGeneratorOfAHelper,
  callbacksOfHelpers,
  callerAndCallee,
  callsAtTheEndOfTheStack,
  constructedHelpers,
  functionsShowNoSource,
  promisesOfHelpers,
  thisOfPlainCalls,
  webStandardPrototypes,
];
