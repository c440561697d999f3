/**
 * How positions in a generated text lead back to the text that it was made from: quadruples
 * `[generated_line, generated_column, source_line, source_column]` in ascending generated order, one after the other.
 * Lines count from 1, columns from 0. A position belongs to the last quadruple at or before it on the same line and
 * keeps its distance in columns; on a line without one before it, the distance in lines to the last quadruple is kept
 * and the column stays. The empty map is the identity.
 */
export type PositionMap = readonly number[];

export interface Position {
  /** Counted from 1. */
  readonly line: number;
  /** Counted from 0. */
  readonly column: number;
}

/** Leads a position in the generated text back to the source. */
export function mapPosition(map: PositionMap, line: number, column: number): Position {
  let low = 0;
  let high = map.length / 4;
  while (low < high) {
    const middle = (low + high) >> 1;
    const at = map[middle * 4]!;
    if (at < line || (at === line && map[middle * 4 + 1]! <= column)) low = middle + 1;
    else high = middle;
  }
  if (low === 0) return { line, column };
  const index = (low - 1) * 4;
  const generatedLine = map[index]!;
  const sourceLine = map[index + 2]!;
  if (generatedLine === line) return { line: sourceLine, column: map[index + 3]! + column - map[index + 1]! };
  return { line: sourceLine + line - generatedLine, column };
}
