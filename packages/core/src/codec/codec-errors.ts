/** A value that is no data: `path` leads to it (`$.user.callback`), `found` says what stands there. */
export class CannotCrossError extends Error {
  override readonly name = 'CannotCrossError';
  constructor(
    readonly path: string,
    readonly found: string,
  ) {
    super(`${found} at ${path} cannot cross`);
  }
}

/** The text of a value is over its cap; `bytes` is a lower bound of what it would have been. */
export class TooLargeError extends Error {
  override readonly name = 'TooLargeError';
  constructor(readonly bytes: number) {
    super(`the value takes more than ${bytes} bytes`);
  }
}

/** A text that no encoder of ours wrote. */
export class MalformedTextError extends Error {
  override readonly name = 'MalformedTextError';
}
