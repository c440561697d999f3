import type { CodeletError, CodeletErrorCode, Divergence, RunLimits } from '@codelets/core';

/** Facts that say which failure it was; the texts are made here and nowhere else. */
export type FailureFacts = Pick<CodeletError, 'details' | 'location' | 'name' | 'stack' | 'cause'>;

/** An error of the runner's own, decided by trusted code. */
export function failure(code: CodeletErrorCode, message: string, facts: FailureFacts = {}): CodeletError {
  return { code, message, ...facts };
}

const limitDetails = (limit: keyof RunLimits, limits: RunLimits): FailureFacts => ({
  details: { limit, limit_value: limits[limit] },
});

export const limitFailures = {
  timeout: (limits: RunLimits): CodeletError =>
    failure(
      'TIMEOUT',
      `The codelet did not finish within ${limits.timeout_ms} ms`,
      limitDetails('timeout_ms', limits),
    ),
  memory: (limits: RunLimits): CodeletError =>
    failure(
      'MEMORY_LIMIT',
      `The codelet used more than ${limits.memory_mb} MiB of memory`,
      limitDetails('memory_mb', limits),
    ),
  cpu: (limits: RunLimits): CodeletError =>
    failure(
      'CPU_LIMIT',
      `The codelet used more than ${limits.cpu_ms} ms of CPU time`,
      limitDetails('cpu_ms', limits),
    ),
  output: (limits: RunLimits): CodeletError =>
    failure(
      'OUTPUT_LIMIT',
      `The result takes more than ${limits.max_result_bytes} bytes`,
      limitDetails('max_result_bytes', limits),
    ),
};

/** A run that left the recording that it follows. */
export function divergenceFailure(divergence: Divergence): CodeletError {
  const text = `The run cannot follow the recording: ${divergence.what}`;
  return failure('UNSUPPORTED', text, { details: { divergence } });
}
