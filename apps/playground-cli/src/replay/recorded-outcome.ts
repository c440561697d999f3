import { decode, type CodeletError, type Recording } from '@codelets/core';
import { UsageError } from '../failures.js';

/** How a recorded run ended. */
export type RecordedOutcome =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly error: CodeletError };

/** Reads how a recorded run ended. Throws a `UsageError` for a text that no runner wrote. */
export function recordedOutcome({ result }: Recording): RecordedOutcome {
  let decoded: unknown;
  try {
    decoded = decode(result.text);
  } catch (error) {
    throw new UsageError('recording.result is not what a recording holds', { cause: error });
  }
  return result.ok ? { ok: true, value: decoded } : { ok: false, error: decoded as CodeletError };
}
