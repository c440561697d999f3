import type { CodeletResult } from '@codelets/core';

/** What one sandbox made of the codelet. */
export interface Trial {
  readonly label: string;
  /** Of the first run. */
  readonly result: CodeletResult;
  /** Medians of all runs; memory where the sandbox measures it. */
  readonly duration_ms: number;
  readonly peak_memory_bytes: number | undefined;
  /** Whether all runs ended as the first one did. */
  readonly steady: boolean;
}
