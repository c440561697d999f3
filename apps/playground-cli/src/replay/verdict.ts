import type { CodeletResult, Divergence, Recording } from '@codelets/core';
import type { ReplayResult } from '@codelets/runner';
import { findDifference, type ValueDifference } from '../compare/find-difference.js';
import { EXIT, exitCodeOf } from '../exit-codes.js';
import { recordedOutcome, type RecordedOutcome } from './recorded-outcome.js';

/** What a replay says about a recording. */
export type Verdict =
  | { readonly kind: 'same' }
  | {
      readonly kind: 'different';
      readonly difference: Divergence;
      /** Where in the value or the error. */
      readonly place: ValueDifference | undefined;
    }
  /** The sandbox or the service did not come as far as to repeat anything. */
  | { readonly kind: 'failed' };

/** Judges a replay. Throws a `UsageError` for a recording whose result cannot be read. */
export function judge(recording: Recording, result: ReplayResult): Verdict {
  const recorded = recordedOutcome(recording);
  if (!result.ok && exitCodeOf(result.error.code) === EXIT.service && !isSameEnd(recorded, result))
    return { kind: 'failed' };
  const { difference } = result;
  if (difference) return { kind: 'different', difference, place: placeOf(recorded, result) };
  // What was refused before it began was never compared.
  return isSameEnd(recorded, result) ? { kind: 'same' } : { kind: 'failed' };
}

function isSameEnd(recorded: RecordedOutcome, result: CodeletResult): boolean {
  if (recorded.ok || result.ok) return recorded.ok === result.ok;
  return recorded.error.code === result.error.code && recorded.error.message === result.error.message;
}

function placeOf(recorded: RecordedOutcome, result: CodeletResult): ValueDifference | undefined {
  if (recorded.ok && result.ok) return findDifference(recorded.value, result.value, 'value');
  if (recorded.ok || result.ok) return undefined;
  // The stack repeats the message, and says less.
  const { stack: recorded_stack, ...was } = recorded.error;
  const { stack, ...is } = result.error;
  return findDifference(was, is, 'error') ?? findDifference({ stack: recorded_stack }, { stack }, 'error');
}
