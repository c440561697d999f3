export { runSession } from './session.js';
export type { OpenRealm, SessionOutcome, SessionRequest } from './session-types.js';
export type { Lead } from './course.js';
export type { AnswerCall, CallAnswer } from './deliveries.js';
export type { SuspendedCall } from './waiting-calls.js';
export { failure, limitFailures, type FailureFacts } from './failure.js';
export { describeLocation } from './describe-location.js';
export type { SourceText } from './thrown-error.js';
