import { inspect } from 'node:util';
import type { CodeletError, CodeletErrorCause, SourceLocation } from '@codelets/core';
import type { Palette } from './palette.js';
import { remedyOf } from './remedies.js';
import { hang, neutralise } from './terminal-text.js';

const INDENT = '  ';
const MAXIMUM_FRAMES = 10;
const MAXIMUM_CAUSES = 8;
const MAXIMUM_DETAILS = 400;

/**
 * An error for people: code and message, the place with its code frame, where it was called from, what caused it,
 * and what to do. Ends with a newline. Everything but the code came from a codelet and is neutralised.
 */
export function formatError(error: CodeletError, palette: Palette): string {
  const title = hang(neutralise(titleOf(error)), INDENT);
  const parts = [`${palette.bold(palette.red(error.code))} ${title}`];
  if (error.location) parts.push(formatLocation(error.location, palette));
  parts.push(...formatFrames(error.stack, palette));
  parts.push(...formatCauses(error.cause, palette));
  if (error.details) parts.push(palette.dim(`${INDENT}details: ${formatDetails(error.details)}`));
  parts.push('', `${INDENT}${palette.cyan('What to do:')} ${remedyOf(error)}`);
  return `${parts.join('\n')}\n`;
}

function titleOf(error: CodeletError | CodeletErrorCause): string {
  return error.name === undefined || error.message.startsWith(`${error.name}:`)
    ? error.message
    : `${error.name}: ${error.message}`;
}

function formatLocation(location: SourceLocation, palette: Palette): string {
  const place = `${INDENT}at ${placeOf(location)}`;
  const frame = neutralise(location.snippet).replace(/\n+$/, '');
  return `${palette.dim(place)}\n\n${INDENT}${hang(frame, INDENT)}\n`;
}

function placeOf({ file, line, column }: SourceLocation): string {
  // The name of a file may hold a newline.
  return `${neutralise(file).replaceAll('\n', '\\n')}:${line}:${column}`;
}

/** The stack without its first frame, which the location shows already, and without the message. */
function formatFrames(stack: string | undefined, palette: Palette): string[] {
  const frames = neutralise(stack ?? '')
    .split('\n')
    .filter((line) => /^\s*at /.test(line))
    .slice(0, MAXIMUM_FRAMES);
  if (frames.length < 2) return [];
  return frames.map((frame) => palette.dim(`${INDENT}${frame.trim()}`));
}

function formatCauses(first: CodeletErrorCause | undefined, palette: Palette): string[] {
  const lines: string[] = [];
  for (let cause = first; cause && lines.length < MAXIMUM_CAUSES; cause = cause.cause) {
    const place = cause.location ? palette.dim(` (${placeOf(cause.location)})`) : '';
    lines.push(
      `${INDENT}${palette.red('caused by')} ${hang(neutralise(titleOf(cause)), INDENT + INDENT)}${place}`,
    );
  }
  return lines;
}

function formatDetails(details: Record<string, unknown>): string {
  const text = inspect(details, {
    breakLength: Infinity,
    // What a suspended call waits with is that deep.
    depth: 5,
    maxArrayLength: 10,
    maxStringLength: 200,
    customInspect: false,
  });
  const line = neutralise(text).replace(/\n\s*/g, ' ');
  return line.length > MAXIMUM_DETAILS ? `${line.slice(0, MAXIMUM_DETAILS)}...` : line;
}
