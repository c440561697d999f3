import type { PositionMap } from '@codelets/core';

const STATE = 'VM2_INTERNAL_STATE_DO_NOT_USE_OR_PROGRAM_WILL_FAIL';
const TEMPORARY = 'VM2_INTERNAL_TMPNAME(?:_UNIQUE)*';

/** What vm2's rewriter inserts (lib/transformer.js of 3.12.2); it only inserts, and never a line break. */
const INSERTION = new RegExp(
  [
    String.raw`catch\((${TEMPORARY})\)\{\1=${STATE}\.handleException\(\1\);try\{throw \1;\}`,
    String.raw`(?<![\p{ID_Continue}$])([\p{ID_Start}$_][\p{ID_Continue}$]*)=${STATE}\.handleException\(\2\);`,
    String.raw`${STATE}\.wrapWith\(`,
    String.raw`${STATE}\.`,
  ].join('|'),
  'ug',
);

const LINE_FEED = 10;
const CARRIAGE_RETURN = 13;

/**
 * Leads positions in the text that vm2 runs back to the text that it was given, by finding its insertions again. The
 * closing brackets that it inserts are not searched for: they show where the texts part.
 */
export function alignInsertions(given: string, runs: string): PositionMap {
  if (given === runs) return [];
  const inserted = insertions(runs);
  // A codelet may hold such a text in a string of its own: that is no insertion.
  const own = given.includes(STATE) ? insertions(given) : undefined;
  const map: number[] = [];
  let line = 1;
  let runsLineStart = 0;
  let givenLineStart = 0;
  let isMoved = false;
  let from = 0;
  let to = 0;
  while (from < runs.length && to < given.length) {
    const length = own?.has(to) ? undefined : inserted.get(from);
    const unit = given.charCodeAt(to);
    if (length !== undefined || runs.charCodeAt(from) !== unit) {
      from += length ?? 1;
      map.push(line, from - runsLineStart, line, to - givenLineStart);
      isMoved = true;
      continue;
    }
    from += 1;
    to += 1;
    if (!endsLine(unit, given.charCodeAt(to))) continue;
    line += 1;
    runsLineStart = from;
    givenLineStart = to;
    if (isMoved) map.push(line, 0, line, 0);
    isMoved = false;
  }
  return map;
}

function insertions(text: string): Map<number, number> {
  const found = new Map<number, number>();
  for (const match of text.matchAll(INSERTION)) found.set(match.index, match[0].length);
  return found;
}

/** Lines end as V8 counts them; `\r\n` ends one line, at its second unit. */
function endsLine(unit: number, next: number): boolean {
  if (unit === CARRIAGE_RETURN) return next !== LINE_FEED;
  return unit === LINE_FEED || unit === 0x2028 || unit === 0x2029;
}
