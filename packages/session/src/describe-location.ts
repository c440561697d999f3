import type { SourceLocation } from '@codelets/core';
import { SourceLines } from './source-lines.js';

/** Columns shown of a line in a snippet: enough to see the place in a minified line, too few to fill a log. */
const MAXIMUM_WIDTH = 160;

/** Control characters and those that turn the direction of text. */
// oxlint-disable-next-line no-control-regex -- they are what must not pass
const CONTROLS = /[\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/g;

/**
 * A place in the author's source with the line before and after and a marker. Line and column count from 1; places
 * outside the source answer `undefined` (a codelet that left its sandbox could send any number).
 */
export function describeLocation(
  file: string,
  source: string | SourceLines,
  line: number | null | undefined,
  column: number | null | undefined,
): SourceLocation | undefined {
  if (typeof line !== 'number' || typeof column !== 'number') return undefined;
  const first = Math.max(1, line - 1);
  const all = typeof source === 'string' ? new SourceLines(source) : source;
  const lines = all.between(first, line + 1);
  const own = lines[line - first];
  if (own === undefined || column < 1 || column > own.length + 1) return undefined;
  const from = column > MAXIMUM_WIDTH ? column - MAXIMUM_WIDTH / 2 : 0;
  const width = String(first + lines.length - 1).length;
  const rows: string[] = [];
  for (let at = line - 1; at <= line + 1; at += 1) {
    const text = lines[at - first];
    if (text === undefined) continue;
    rows.push(`${at === line ? '>' : ' '} ${String(at).padStart(width)} | ${shown(text, from)}`.trimEnd());
    if (at === line) rows.push(`  ${' '.repeat(width)} | ${' '.repeat(column - 1 - from)}^`);
  }
  return { file, line, column, snippet: rows.join('\n') };
}

function shown(text: string, from: number): string {
  // One for one, so that the marker stays: tabs would move it, the others talk to the terminal of whoever prints this.
  return text
    .slice(from, from + MAXIMUM_WIDTH)
    .replaceAll('\t', ' ')
    .replace(CONTROLS, '?');
}
