const MARK = Symbol.for('@codelets/runner/suspension');

/** What a capability answers to end the run and have it go on later. */
export class Suspension {
  readonly [MARK] = true;

  constructor(readonly payload: unknown) {}

  /** Works across copies of this package. No data that came from elsewhere has a symbol for a key. */
  static isInstance(value: unknown): value is Suspension {
    return typeof value === 'object' && value !== null && (value as { [MARK]?: unknown })[MARK] === true;
  }
}

/**
 * Answered by a capability that cannot answer yet, such as one that asks a person. The run ends with `SUSPENDED` and a
 * continuation; `runner.resume(continuation, answer)` goes on with the answer. `payload` is data for whoever answers.
 */
export function suspend(payload?: unknown): Suspension {
  return new Suspension(payload);
}
