const BRAND = Symbol.for('@codelets/core.NotEnteredError');

/**
 * A realm was not entered: it is certain that its host cannot have done any of the steps, because what starts them never
 * reached it. Another host may take them.
 */
export class NotEnteredError extends Error {
  override readonly name = 'NotEnteredError';
  // A symbol instead of instanceof: two copies of this package may be loaded at once.
  readonly [BRAND] = true;

  static isInstance(value: unknown): value is NotEnteredError {
    return typeof value === 'object' && value !== null && BRAND in value;
  }
}
