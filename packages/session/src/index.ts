export { runSession, type OpenRealm, type SessionOutcome, type SessionRequest } from './session.js';
export { failure, limitFailures, type FailureFacts } from './failure.js';
export { describeLocation } from './describe-location.js';
export type { SourceText } from './thrown-error.js';
