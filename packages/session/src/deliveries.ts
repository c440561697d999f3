import type { CallError, CallRecord } from '@codelets/core';

export type CallAnswer =
  /** Codec text. */
  | { readonly value: string; readonly error?: undefined; readonly suspended?: undefined }
  | {
      readonly value?: undefined;
      readonly error: CallError;
      /** The service's own error. */
      readonly cause?: unknown;
      readonly suspended?: undefined;
    }
  /** The call is answered in another run, which goes on from this one. */
  | {
      readonly value?: undefined;
      readonly error?: undefined;
      readonly suspended: { readonly payload: unknown };
    };

/** Answers one call. Never rejects; the signal ends with the run. */
export type AnswerCall = (call: CallRecord, signal: AbortSignal) => Promise<CallAnswer>;
