import { CompileError } from '../compile-error.js';
import { LineIndex } from '../line-index.js';

/** Blanks the types out of a source. Throws a `CompileError`, or a `StripperCrash` that leaves it of no further use. */
export type StripTypes = (source: string) => string;

/** The part of `@swc/wasm-typescript` that is used. */
export interface TypeStripper {
  transformSync(source: string, options: { mode: 'strip-only'; module: true }): { code: string };
}

/** The stripper is WebAssembly: after a trap its memory is in no state to be used again, so its thread has to end. */
export class StripperCrash extends Error {}

/**
 * Makes JavaScript of TypeScript whose types can simply be left out, with every other character at its place. What the
 * stripper answers is checked before anything is made of it, and parsed like any other source afterwards.
 */
export function createStripTypes(stripper: TypeStripper): StripTypes {
  return (source) => {
    const lines = new LineIndex(source);
    const code = stripped(stripper, source, lines);
    const offset = firstChange(source, code);
    if (offset !== undefined) {
      throw new CompileError(
        'This type cannot be left out of the line that it stands in',
        Math.min(offset, source.length),
      );
    }
    return code;
  };
}

function stripped(stripper: TypeStripper, source: string, lines: LineIndex): string {
  try {
    return stripper.transformSync(source, { mode: 'strip-only', module: true }).code;
  } catch (thrown) {
    const { code, message, startLine, startColumn } = (thrown ?? {}) as Record<string, unknown>;
    const isRefusal = code === 'InvalidSyntax' || code === 'UnsupportedSyntax';
    if (thrown instanceof Error || !isRefusal || typeof message !== 'string') throw new StripperCrash();
    const offset = offsetOf(source, lines, startLine, startColumn);
    throw new CompileError(code === 'UnsupportedSyntax' ? unsupported(message) : message, offset);
  }
}

/** Its own words name a mode that the author has never heard of. */
function unsupported(message: string): string {
  const end = / not supported in (?:strip-only|type strip) mode(?:\. .*)?$/;
  return message.replace(
    end,
    ' not supported: of TypeScript, a codelet may have what can simply be left out',
  );
}

/**
 * The stripper counts columns as a terminal would show them. Where a character before the place may be wider than one
 * column, the place is the first of the line.
 */
function offsetOf(source: string, lines: LineIndex, line: unknown, column: unknown): number | undefined {
  if (typeof line !== 'number' || typeof column !== 'number') return undefined;
  const start = startOfLine(source, line);
  let width = 0;
  let at = start;
  for (; at < source.length && width < column; at += 1) {
    const character = source.charCodeAt(at);
    if (character === 9) width += 4;
    else if (character >= 32 && character < 127) width += 1;
    else return start + (/^\s*/.exec(source.slice(start, start + 1000))?.[0].length ?? 0);
  }
  return lines.position(at).line === lines.position(start).line ? at : start;
}

/** Lines as the stripper counts them: U+2028 and U+2029 end none. */
function startOfLine(source: string, line: number): number {
  const ends = /\r\n|[\n\r]/g;
  let start = 0;
  for (let count = 1; count < line && ends.exec(source); count += 1) start = ends.lastIndex;
  return start;
}

const BLANK = /^[\p{Zs}\t\v\f]$/u;
const LINE_END = /^[\n\r\u2028\u2029]$/;

/** The first offset at which something else was done than to blank, or to end a statement where a type stood. */
function firstChange(source: string, code: string): number | undefined {
  const length = Math.max(source.length, code.length);
  for (let index = 0; index < length; index += 1) {
    const was = source[index];
    const is = code[index];
    if (was === is) continue;
    if (was === undefined || is === undefined || LINE_END.test(was)) return index;
    if (is !== ';' && !BLANK.test(is)) return index;
  }
  return undefined;
}
