import { ERROR_CODES, type CodeletErrorCode } from '@codelets/core';
import { expect, it } from 'vitest';
import { exitCodeOf } from './exit-codes.js';

it('gives every error code its exit code', () => {
  const codes = Object.keys(ERROR_CODES) as CodeletErrorCode[];
  expect(Object.fromEntries(codes.map((code) => [code, exitCodeOf(code)]))).toEqual({
    TIMEOUT: 124,
    SYNTAX_ERROR: 1,
    RUNTIME_ERROR: 1,
    POLICY_VIOLATION: 1,
    MEMORY_LIMIT: 137,
    CPU_LIMIT: 1,
    OUTPUT_LIMIT: 1,
    INVALID_OUTPUT: 1,
    INVALID_INPUT: 2,
    ABORTED: 130,
    SUSPENDED: 75,
    QUEUE_FULL: 3,
    QUEUE_TIMEOUT: 3,
    UNSUPPORTED: 3,
    SANDBOX_CRASHED: 3,
    SANDBOX_UNAVAILABLE: 3,
  });
  expect(exitCodeOf('NOT_YET_KNOWN' as CodeletErrorCode)).toBe(3);
});
