import type { CodeletError, CodeletErrorCause, SourceLocation } from '@codelets/core';

/** Classes of which engines themselves throw errors. Names and causes of these are promised, their messages are not. */
const ENGINE_CLASSES: ReadonlySet<string | undefined> = new Set([
  'AggregateError',
  'EvalError',
  'RangeError',
  'ReferenceError',
  'SyntaxError',
  'TypeError',
  'URIError',
]);

/** What stands where an error arose that the codelet made itself, and worded. */
const CONSTRUCTION = /^(new\b|[\p{ID_Continue}$.]*Error\s*\()/u;

type AnyError = CodeletError | CodeletErrorCause;

/**
 * How deep in the chains of causes the message is the engine's own: 0 for the error itself. All errors are of the
 * same code; where one engine says that it threw, its place is better known than that of the others.
 */
export function engineWordedDepths(errors: readonly CodeletError[]): ReadonlySet<number> {
  const depths = new Set<number>();
  for (const error of errors) {
    if (error.code !== 'RUNTIME_ERROR' && error.code !== 'SYNTAX_ERROR') continue;
    let inner: AnyError | undefined = error;
    for (let depth = 0; inner; depth += 1, inner = inner.cause) {
      if (isEngineWorded(inner)) depths.add(depth);
    }
  }
  return depths;
}

function isEngineWorded({ name, location }: AnyError): boolean {
  return ENGINE_CLASSES.has(name) && !CONSTRUCTION.test(textAt(location));
}

/** The source from the place on, as far as the snippet shows it. */
function textAt(location: SourceLocation | undefined): string {
  const rows = location?.snippet.split('\n') ?? [];
  const own = rows.findIndex((row) => row.startsWith('>'));
  return rows[own]?.slice(rows[own + 1]?.indexOf('^') ?? 0) ?? '';
}
