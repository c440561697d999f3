import { CannotCrossError, TooLargeError, encode, type CodeletError } from '@codelets/core';
import { failure } from '@codelets/session';

export type Encoded =
  | { readonly ok: true; readonly value: string }
  | { readonly ok: false; readonly error: CodeletError };

/** What the caller gives, as text; what cannot enter is the caller's mistake. */
export function encodeGiven(what: 'input' | 'globals', value: unknown, maximum: number): Encoded {
  const isInput = what === 'input';
  try {
    return { ok: true, value: encode(value, maximum, { own_bytes: true }) };
  } catch (thrown) {
    if (CannotCrossError.isInstance(thrown)) {
      const { path, found } = thrown;
      const hint =
        found === 'a function' && !isInput ? '; a codelet is given functions as policy.capabilities' : '';
      const text = `The ${what} hold${isInput ? 's' : ''} ${found} at ${path}, which cannot enter the sandbox${hint}`;
      return { ok: false, error: failure('INVALID_INPUT', text, { details: { in: what, path, found } }) };
    }
    if (TooLargeError.isInstance(thrown)) {
      const details = { in: what, limit: 'max_input_bytes', limit_value: maximum };
      const text = `The ${what} take${isInput ? 's' : ''} more than ${maximum} bytes`;
      return { ok: false, error: failure('INVALID_INPUT', text, { details }) };
    }
    const said = thrown instanceof Error ? thrown.message : `a getter threw a ${typeof thrown}`;
    return {
      ok: false,
      error: failure('INVALID_INPUT', `The ${what} cannot be read: ${said}`, { details: { in: what } }),
    };
  }
}
