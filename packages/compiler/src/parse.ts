import type { Comment, Program } from 'acorn';
import { CompileError, TOO_DEEP } from './compile-error.js';
import type { StripTypes } from './typescript/strip-types.js';
import { parseProgram } from './module-parser.js';

export interface ParsedModule {
  /** The source with its length and lines kept, in which nothing is left that only scripts treat specially. */
  readonly text: string;
  readonly program: Program;
  /** Offsets of each `<` that stands directly before `!--`. */
  readonly html_comments: readonly number[];
}

/** Parses the source as a module and takes out what a script would read differently, and types. */
export function parseModule(source: string, stripTypes?: StripTypes): ParsedModule {
  const comments: Comment[] = [];
  const closed = openingAsComment(source);
  const opened = stripTypes ? stripTypes(closed) : closed;
  const program = parseOrFail(opened, { onComment: comments });
  return { text: withoutMagicComments(opened, comments), program, html_comments: htmlComments(opened) };
}

/** A byte order mark and a hashbang are special at the start of a text only, and the script starts otherwise. */
function openingAsComment(source: string): string {
  const mark = source.startsWith('\uFEFF') ? ' ' : '';
  const rest = source.slice(mark.length);
  return mark + (rest.startsWith('#!') ? `//${rest.slice(2)}` : rest);
}

/**
 * Engines take `//# sourceURL=` and `//@ sourceMappingURL=` as the name of the script: a codelet would rename its own
 * file in every stack, or make a debugger fetch an address. Whatever looks like one of these loses its mark.
 */
function withoutMagicComments(text: string, comments: readonly Comment[]): string {
  const pieces: string[] = [];
  let done = 0;
  for (const { start, value } of comments) {
    if (value[0] !== '#' && value[0] !== '@') continue;
    pieces.push(text.slice(done, start + 2), ' ');
    done = start + 3;
  }
  return done === 0 ? text : pieces.join('') + text.slice(done);
}

/**
 * `a<!--b` compares in a module and starts a comment in a script, so the two would run different code. (`-->` needs no
 * care: it is a comment only where a line starts with it, and there no module parses.)
 */
function htmlComments(text: string): readonly number[] {
  if (!text.includes('<!--')) return [];
  const found: number[] = [];
  parseOrFail(text, {
    // Not in a template, whose text is a token as well: that one is longer.
    onToken: ({ start, end }) => {
      if (end - start === 1 && text.startsWith('<!--', start)) found.push(start);
    },
  });
  return found;
}

function parseOrFail(text: string, options: Parameters<typeof parseProgram>[1]): Program {
  try {
    return parseProgram(text, options);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    const { pos } = error as SyntaxError & { pos?: number };
    // The parser's own words for an exhausted stack. Where it was exhausted depends on the stack: no place is named.
    if (error.message.startsWith('Not enough stack space')) throw new CompileError(TOO_DEEP);
    throw new CompileError(error.message.replace(/ \(\d+:\d+\)$/, ''), pos);
  }
}
