import { TooLargeError, fitsUtf8 } from '@codelets/core';

const MARK = Symbol.for('@codelets/runner/suspension');

/** Whoever writes a result as JSON does so with recursion: a payload is often what the codelet said. */
const MAXIMUM_DEPTH = 500;

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

/** A payload as data that a continuation can hold. Throws for what is none, is too large or nested too deeply. */
export function payloadData({ payload }: Suspension, maximum_bytes: number): unknown {
  const text = JSON.stringify(payload ?? null) as string | undefined;
  if (text === undefined) throw new TypeError('the payload of suspend() is no data');
  if (!fitsUtf8(text, maximum_bytes)) throw new TooLargeError(text.length);
  const data: unknown = JSON.parse(text);
  let level: unknown[] = [data];
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > MAXIMUM_DEPTH) throw new TypeError('the payload of suspend() is nested too deeply');
    level = level.flatMap((value) =>
      typeof value === 'object' && value !== null ? Object.values(value) : [],
    );
  }
  return data;
}
