import { fitsUtf8, type GuestMessage } from '@codelets/core';
import { failure, limitFailures } from './failure.js';
import { scriptsOf } from './script-files.js';
import type { SessionOutcome, SessionRequest } from './session-types.js';
import { thrownError } from './thrown-error.js';
import { decodeSlowly } from './waiting.js';

/** A message that ends a run. */
export type Final = Extract<
  GuestMessage,
  { t: 'done' | 'failed' | 'cannot-cross' | 'too-large' | 'not-a-function' }
>;

/** The outcome that the last message of a run tells. Rejects for a text that our prelude did not write. */
export async function readFinal(
  final: Final,
  { source, compiled, limits }: SessionRequest,
): Promise<SessionOutcome['outcome']> {
  switch (final.t) {
    case 'done':
      if (!fitsUtf8(final.value, limits.max_result_bytes))
        return { ok: false, error: limitFailures.output(limits) };
      return {
        ok: true,
        text: final.value,
        value: await decodeSlowly(final.value),
      };
    case 'failed':
      return { ok: false, error: await thrownError(final.error, final.denied, scriptsOf(compiled, source)) };
    case 'too-large':
      return { ok: false, error: limitFailures.output(limits) };
    case 'cannot-cross': {
      const { path, found } = final;
      const text = `The result holds ${found} at ${path}, which cannot leave the sandbox`;
      return { ok: false, error: failure('INVALID_OUTPUT', text, { details: { path, found } }) };
    }
    case 'not-a-function': {
      const text = `The export "${final.name}" is ${final.found}, not a function`;
      return { ok: false, error: failure('SYNTAX_ERROR', text, { details: { export_name: final.name } }) };
    }
  }
}
