import type { CodeletErrorCode } from '@codelets/core';

/** What the command's exit code says. The README has the same table. */
export const EXIT = {
  ok: 0,
  codelet: 1,
  /** Of `compare`: the sandboxes do not agree. */
  differ: 1,
  /** Of `doctor`: a wall that was required is not up. */
  wall: 1,
  usage: 2,
  service: 3,
  timeout: 124,
  memory: 137,
  interrupted: 130,
  /** The run waits for an answer: "try again later" of sysexits. */
  suspended: 75,
} as const;

const EXIT_CODE_OF: { readonly [Code in CodeletErrorCode]: number } = {
  TIMEOUT: EXIT.timeout,
  SYNTAX_ERROR: EXIT.codelet,
  RUNTIME_ERROR: EXIT.codelet,
  POLICY_VIOLATION: EXIT.codelet,
  MEMORY_LIMIT: EXIT.memory,
  CPU_LIMIT: EXIT.codelet,
  OUTPUT_LIMIT: EXIT.codelet,
  INVALID_OUTPUT: EXIT.codelet,
  INVALID_INPUT: EXIT.usage,
  ABORTED: EXIT.interrupted,
  SUSPENDED: EXIT.suspended,
  QUEUE_FULL: EXIT.service,
  QUEUE_TIMEOUT: EXIT.service,
  UNSUPPORTED: EXIT.service,
  SANDBOX_CRASHED: EXIT.service,
  SANDBOX_UNAVAILABLE: EXIT.service,
};

/** The exit code for a run that ended with this error; one that this version does not know is the service's. */
export function exitCodeOf(code: CodeletErrorCode): number {
  return EXIT_CODE_OF[code] ?? EXIT.service;
}
