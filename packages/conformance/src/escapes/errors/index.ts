import type { EscapeCase } from '../escape-case.js';
import { callSitesOfItsOwn } from './call-sites-of-its-own.js';
import { callSites } from './call-sites.js';
import { captureStackTrace } from './capture-stack-trace.js';
import { catchWithPatterns } from './catch-with-patterns.js';
import { causeAndErrors } from './cause-and-errors.js';
import { errorIsReplaced } from './error-is-replaced.js';
import { everyProvokedError } from './every-provoked-error.js';
import { handleExceptionProxy } from './handle-exception-proxy.js';
import { instancesThatAreCalled } from './instances-that-are-called.js';
import { namesOfTheRewriter } from './names-of-the-rewriter.js';
import { prepareStackTraceAsync } from './prepare-stack-trace-async.js';
import { prepareStackTraceInherited } from './prepare-stack-trace-inherited.js';
import { stackLimitAndStackText } from './stack-limit-and-stack-text.js';
import { stackLimitByRecursion } from './stack-limit-by-recursion.js';
import { stackLimitDeepCallbacks } from './stack-limit-deep-callbacks.js';
import { stackLimitInServiceCalls } from './stack-limit-in-service-calls.js';
import { stackOverflowInPrototypeLookUp } from './stack-overflow-in-prototype-look-up.js';
import { suppressedError } from './suppressed-error.js';
import { symbolNameAtStack } from './symbol-name-at-stack.js';
import { symbolNameInAsyncFunction } from './symbol-name-in-async-function.js';
import { temporaryNamesOfTheRewriter } from './temporary-names-of-the-rewriter.js';
import { thrownAcrossTheService } from './thrown-across-the-service.js';

export const errorsEscapes: readonly EscapeCase[] = [
  callSites,
  callSitesOfItsOwn,
  captureStackTrace,
  catchWithPatterns,
  causeAndErrors,
  errorIsReplaced,
  everyProvokedError,
  handleExceptionProxy,
  instancesThatAreCalled,
  namesOfTheRewriter,
  prepareStackTraceAsync,
  prepareStackTraceInherited,
  stackLimitAndStackText,
  stackLimitByRecursion,
  stackLimitDeepCallbacks,
  stackLimitInServiceCalls,
  stackOverflowInPrototypeLookUp,
  suppressedError,
  symbolNameAtStack,
  symbolNameInAsyncFunction,
  temporaryNamesOfTheRewriter,
  thrownAcrossTheService,
];
