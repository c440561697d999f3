import type { LineIndex } from './line-index.js';

/** Replaces `[start, end)`. Source and replacement each stand on one line, or have the same shape. */
export interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
  /** Offset in `text` of the part that stands for the replaced source. Default 0. */
  readonly anchor?: number;
  /** Offsets in `text` that stand for the start of the replaced source as well, ascending, behind the anchor. */
  readonly also?: readonly number[];
  /** The next character stands for the start, too: V8 locates the call of a parenthesis at its arguments. */
  readonly with_next?: boolean;
}

export interface Edited {
  readonly text: string;
  /** Quadruples of core's position map, ascending. */
  readonly map: number[];
}

/** Applies edits that do not overlap. Lines keep their numbers; `firstColumn` is where the text will start. */
export function applyEdits(
  source: string,
  lines: LineIndex,
  edits: readonly Edit[],
  firstColumn: number,
): Edited {
  const pieces: string[] = [];
  const map: number[] = [1, firstColumn, 1, 0];
  let done = 0;
  let line = 1;
  let shift = firstColumn;
  // The sort is stable: of two insertions at one place the earlier in the list stays first.
  for (const { start, end, text, anchor = 0, also = [], with_next } of [...edits].sort(
    (a, b) => a.start - b.start,
  )) {
    if (start < done) throw new TypeError('edits overlap');
    pieces.push(source.slice(done, start), text);
    done = end;
    if (text.length === end - start) continue;
    const from = lines.position(start);
    if (from.line !== line) {
      line = from.line;
      shift = 0;
    }
    const column = from.column + shift;
    if (anchor > 0) map.push(line, column, line, from.column);
    if (end > start) map.push(line, column + anchor, line, from.column);
    for (const offset of also) map.push(line, column + offset, line, from.column);
    const behind = column + text.length;
    if (with_next) map.push(line, behind, line, from.column);
    const next = with_next ? 1 : 0;
    map.push(line, behind + next, line, from.column + end - start + next);
    shift += text.length - (end - start);
  }
  pieces.push(source.slice(done));
  return { text: pieces.join(''), map };
}
