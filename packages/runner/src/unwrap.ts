import type { CodeletError, CodeletResult } from '@codelets/core';

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

/** The value of a successful result; throws a `CodeletFailedError` for any other. */
export function unwrap<T>(result: CodeletResult<T>): T {
  if (result.ok) return result.value;
  throw new CodeletFailedError(result.error);
}
