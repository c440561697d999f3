const MARK = Symbol.for('@codelets/runner/public-error');

/**
 * An error whose `code` and `message` a codelet may see. Anything else that a capability throws reaches the codelet as
 * "the capability failed" and no more.
 */
export class PublicError extends Error {
  readonly code: string;
  readonly [MARK] = true;

  constructor(message: string, options: { code?: string; cause?: unknown } = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'PublicError';
    this.code = options.code ?? 'CAPABILITY_FAILED';
  }

  /** Works across copies of this package. */
  static isInstance(value: unknown): value is PublicError {
    return typeof value === 'object' && value !== null && (value as { [MARK]?: unknown })[MARK] === true;
  }
}
