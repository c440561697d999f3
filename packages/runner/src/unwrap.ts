import type { CodeletError, CodeletResult } from '@codelets/core';
import { typeOf } from './options/check.js';

/** For those who want exceptions: what `unwrap` throws for a result that is not ok. */
export class CodeletFailedError extends Error {
  override readonly name = 'CodeletFailedError';
  readonly code: CodeletError['code'];
  readonly error: CodeletError;

  constructor(error: CodeletError) {
    super(`${error.code}: ${error.message}`);
    this.code = error.code;
    this.error = error;
  }
}

/**
 * The value of a successful result; throws a `CodeletFailedError` for any other, and a `TypeError` for what is no result,
 * such as the promise of one.
 */
export function unwrap<T>(result: CodeletResult<T>): T {
  const given: { readonly ok?: unknown; readonly then?: unknown } | null | undefined = result;
  if (typeof given?.ok !== 'boolean') {
    const got = typeof given?.then === 'function' ? 'a promise: await it' : typeOf(given);
    throw new TypeError(`unwrap() takes the result of a run, got ${got}`);
  }
  if (result.ok) return result.value;
  throw new CodeletFailedError(result.error);
}
