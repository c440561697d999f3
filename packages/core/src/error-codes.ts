/** Who has to act on an error: the author of the codelet, the caller of `run`, the service's operator, or nobody. */
export type FaultOf = 'codelet' | 'caller' | 'service' | 'nobody';

/** Every error code with who is at fault. `docs/errors.md` has a heading for each. */
export const ERROR_CODES = {
  TIMEOUT: 'codelet',
  SYNTAX_ERROR: 'codelet',
  RUNTIME_ERROR: 'codelet',
  POLICY_VIOLATION: 'codelet',
  MEMORY_LIMIT: 'codelet',
  CPU_LIMIT: 'codelet',
  OUTPUT_LIMIT: 'codelet',
  INVALID_OUTPUT: 'codelet',
  INVALID_INPUT: 'caller',
  ABORTED: 'caller',
  SUSPENDED: 'nobody',
  QUEUE_FULL: 'service',
  QUEUE_TIMEOUT: 'service',
  UNSUPPORTED: 'caller',
  SANDBOX_CRASHED: 'service',
  SANDBOX_UNAVAILABLE: 'service',
} as const satisfies Record<string, FaultOf>;

export type CodeletErrorCode = keyof typeof ERROR_CODES;
