import type { CodeletError, CodeletErrorCause, CodeletResult } from '@codelets/core';
import { toTaggedJson } from './json-text.js';

/** The whole result as JSON, with `$type` tags where JSON cannot carry a value. Ends with a newline. */
export function formatResult(result: CodeletResult): string {
  const { logs, duration_ms, stats } = result;
  return `${toTaggedJson({ ...plainOutcome(result), logs, duration_ms, stats: withoutUndefined(stats) })}\n`;
}

/** How a run ended: `ok` with its value, or not and its error. */
export function plainOutcome(result: CodeletResult): object {
  return result.ok ? { ok: true, value: result.value } : { ok: false, error: plainError(result.error) };
}

/** Fields that are absent stay absent: only a value or a detail of the codelet may be a tagged `undefined`. */
function plainError(error: CodeletError): object {
  return withoutUndefined({ ...error, location: plainLocation(error), cause: plainCause(error.cause) });
}

function plainCause(cause: CodeletErrorCause | undefined): object | undefined {
  if (!cause) return undefined;
  return withoutUndefined({ ...cause, location: plainLocation(cause), cause: plainCause(cause.cause) });
}

function plainLocation({ location }: CodeletErrorCause): object | undefined {
  return location && withoutUndefined(location);
}

function withoutUndefined(record: object): object {
  return Object.fromEntries(Object.entries(record).filter(([, value]) => value !== undefined));
}
