/** A value that is no data: `path` leads to it (`$.user.callback`), `found` says what stands there. */
export class CannotCrossError extends Error {
  override readonly name = 'CannotCrossError';
  // `instanceof` asks `Error[Symbol.hasInstance]`, which belongs to the codelet inside a realm.
  readonly #brand = true;
  constructor(
    readonly path: string,
    readonly found: string,
  ) {
    super(`${found} at ${path} cannot cross`);
  }

  static isInstance(value: unknown): value is CannotCrossError {
    return typeof value === 'object' && value !== null && #brand in value && value.#brand;
  }
}

/** The text of a value is over its cap; `bytes` is a lower bound of what it would have been. */
export class TooLargeError extends Error {
  override readonly name = 'TooLargeError';
  readonly #brand = true;
  constructor(readonly bytes: number) {
    super(`the value takes more than ${bytes} bytes`);
  }

  static isInstance(value: unknown): value is TooLargeError {
    return typeof value === 'object' && value !== null && #brand in value && value.#brand;
  }
}

/** A text that no encoder of ours wrote. */
export class MalformedTextError extends Error {
  override readonly name = 'MalformedTextError';
}
