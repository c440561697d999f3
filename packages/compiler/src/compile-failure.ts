import { CompileError, TOO_DEEP } from './compile-error.js';
import { StripperCrash } from './typescript/strip-types.js';
import type { LineIndex } from './line-index.js';
import type { CompileFailure } from './types.js';

/** What the caller is told of an error, whatever it was. */
export function failureOf(error: unknown, lines: LineIndex | undefined): CompileFailure {
  if (error instanceof CompileError) {
    const { code, offset, denied } = error;
    const at = offset === undefined ? undefined : lines?.position(offset);
    return {
      code,
      message: oneLine(error.message),
      ...(at && { line: at.line, column: at.column + 1 }),
      ...(denied !== undefined && { denied }),
    };
  }
  // The thread that it happened in has to end.
  if (error instanceof StripperCrash) throw error;
  // The parser and the walkers call themselves for each level of nesting, and only a source can exhaust the stack so.
  if (error instanceof RangeError) return { code: 'SYNTAX_ERROR', message: TOO_DEEP };
  // Nothing else is expected. A source that finds such a case must not take the service with it.
  return { code: 'SYNTAX_ERROR', message: 'The source cannot be compiled' };
}

/** The parser's messages quote names and patterns from the source. */
function oneLine(message: string): string {
  const clean = message.replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu, '\u{FFFD}');
  return clean.length > 300 ? `${clean.slice(0, 300)}…` : clean;
}
