const BRAND = Symbol.for('@codelets/core.SandboxUnavailableError');

/** The engine cannot be loaded on this machine. The message says what to install or change. */
export class SandboxUnavailableError extends Error {
  override readonly name = 'SandboxUnavailableError';
  // A symbol instead of instanceof: two copies of this package may be loaded at once.
  readonly [BRAND] = true;

  static isInstance(value: unknown): value is SandboxUnavailableError {
    return typeof value === 'object' && value !== null && BRAND in value;
  }
}
