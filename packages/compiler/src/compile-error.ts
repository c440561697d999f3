import type { CompileFailure } from './types.js';

export const TOO_DEEP = 'The source is nested too deeply';

export const NO_TYPESCRIPT =
  'TypeScript needs the package @swc/wasm-typescript, an optional dependency: npm install @swc/wasm-typescript';

/** How the steps of a compilation give up; `compile` turns it into an outcome. It never leaves this package. */
export class CompileError extends Error {
  constructor(
    message: string,
    /** Offset in the source, where there is one. */
    readonly offset?: number,
    readonly code: CompileFailure['code'] = 'SYNTAX_ERROR',
    readonly denied?: string,
  ) {
    super(message);
  }
}

/** Text from the source, fit for a message: short, on one line, nothing that steers a terminal or a log. */
export function quoted(text: string, mark = "'"): string {
  const short = text.length > 100 ? `${text.slice(0, 100)}…` : text;
  // \p{C} has control, format (bidi overrides) and lone surrogates; \p{Z} all separators.
  return mark + short.replace(/[\p{C}\p{Zl}\p{Zp}]/gu, '\u{FFFD}') + mark;
}
