/** The command was used wrongly: exit code 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** The sandbox that was asked for is not there: exit code 3. The message says what to install. */
export class SandboxNotInstalledError extends Error {
  override readonly name = 'SandboxNotInstalledError';
}

/** A signal asked the command to end. It is the reason of the interrupting `AbortSignal`. */
export class Interrupted extends Error {
  override readonly name = 'Interrupted';
  /** `exit_code` is 128 and the number of the signal, as shells have it. */
  constructor(readonly exit_code: number) {
    super('interrupted');
  }
}

/** Whether this is an error from the operating system, which carries a code such as `ENOENT`. */
export function hasCode(error: unknown): error is Error & { code: string } {
  return error instanceof Error && typeof (error as { code?: unknown }).code === 'string';
}
