import { ERROR_CODES } from '@codelets/core';

/** Every code that a codelet could try to claim for its own error. */
export const CODES: readonly string[] = Object.keys(ERROR_CODES);
