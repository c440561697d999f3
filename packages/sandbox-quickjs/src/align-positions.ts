import type { PositionMap } from '@codelets/core';
import { LineCursor } from './line-cursor.js';
import { findNewExpressions } from './new-expressions.js';
import { scanScript } from './script-scanner.js';

const PLAIN = /^[\0-\x7f]*$/;

/**
 * Leads from positions as QuickJS counts them to positions as the other engines do. QuickJS counts columns in bytes
 * of UTF-8, no line ends in strings and comments but `\r` and `\n`, and puts `new X(y)` at the last name in it, where
 * the others put it at `new`.
 */
export function alignPositions(script: string): PositionMap {
  if (PLAIN.test(script) && !script.includes('new')) return [];
  const tokens = [...scanScript(script)];
  const beginnings = findNewExpressions(script, tokens);
  const engine = new LineCursor(script, 'engine');
  const given = new LineCursor(script, 'given');
  const map: number[] = [];
  let line_shift = 0;
  let column_line = 0;
  let column_shift = 0;
  tokens.forEach((token, index) => {
    if (token.kind !== 'word') return;
    const from = engine.at(token.start, tokens[index - 1]?.end ?? 0);
    const to = given.at(token.start, 0);
    const beginning = beginnings.get(token.start);
    if (from.line !== column_line) column_shift = 0;
    column_line = from.line;
    if (beginning !== undefined) {
      map.push(from.line, from.column, beginning.line, beginning.column);
    } else if (from.line - to.line !== line_shift || from.column - to.column !== column_shift) {
      map.push(from.line, from.column, to.line, to.column);
    } else return;
    line_shift = from.line - to.line;
    column_shift = beginning === undefined ? from.column - to.column : NaN;
  });
  return map;
}
