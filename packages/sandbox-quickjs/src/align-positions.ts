import type { MadePlace, Position, PositionMap } from '@codelets/core';
import { NewExpressions, type Around } from './new-expressions.js';
import { scanScript } from './script-scanner.js';

/**
 * Put before each script, because QuickJS counts the columns of calls on the first line of a text from 0, and those of
 * all others from 1.
 */
export const SCRIPT_HEAD = '\n';

/** Leads back before the head. */
const BELOW_HEAD = [2, 0, 1, 0];

/** Nothing in it that QuickJS counts in another way. */
const PLAIN = /^(?!.*\bnew\b)[\0-\x7f]*$/s;

/**
 * Leads from positions as QuickJS counts them, below `SCRIPT_HEAD`, to positions as the other engines do. QuickJS counts columns in bytes
 * of UTF-8; U+2028 and U+2029 end no line in strings and comments; and it puts `new X(y)` at the last name in it,
 * where the others put it at `new`. A call in the arguments is such a name, and may throw as well: which of the two it
 * was is known when an error is made.
 */
export function alignPositions(script: string): AlignedPositions {
  if (PLAIN.test(script)) return { map: BELOW_HEAD, made: [] };
  const places = new Places(script);
  const expressions = new NewExpressions(script);
  const map = new MapWriter();
  const made: MadePlace[] = [];
  for (const token of scanScript(script)) {
    places.advance(token.start, false);
    const beginning = expressions.visit(token, () => places.given());
    const { around } = expressions;
    if (around && around.outer.beginning !== beginning && token.kind !== 'punctuator')
      addMade(made, places, around);
    if (beginning) map.add(places, beginning);
    else if (token.kind === 'word') map.add(places, places.given());
    places.advance(token.end, token.kind === 'text');
    // An operator has its place behind itself.
    if (beginning) map.add(places, beginning);
  }
  return { map: map.entries, made };
}

export interface AlignedPositions {
  readonly map: PositionMap;
  /** What stands in the arguments of `new` and does not lead to it in `map`. */
  readonly made: readonly MadePlace[];
}

/** The guest holds the map in its memory: what is beyond this many numbers is left out, and columns are off there. */
const MAXIMUM_NUMBERS = 80_000;
const MAXIMUM_MADE = 8_000;

function addMade(made: MadePlace[], { engine_line, engine_column }: Places, { outer, inner }: Around): void {
  if (made.length >= MAXIMUM_MADE) return;
  for (const { beginning, name } of outer === inner ? [outer] : [outer, inner])
    made.push([engine_line, engine_column, beginning.line, beginning.column, name]);
}

/** Leaves out what follows from the entry before. */
class MapWriter {
  readonly entries: number[] = [...BELOW_HEAD];
  #line = 2;
  #line_shift = 1;
  #column_shift = 0;

  add({ engine_line, engine_column }: Places, to: Position): void {
    if (engine_line !== this.#line) this.#column_shift = 0;
    this.#line = engine_line;
    const line_shift = engine_line - to.line;
    const column_shift = engine_column - to.column;
    if (line_shift === this.#line_shift && column_shift === this.#column_shift) return;
    if (this.entries.length >= MAXIMUM_NUMBERS) return;
    this.#line_shift = line_shift;
    this.#column_shift = column_shift;
    this.entries.push(engine_line, engine_column, to.line, to.column);
  }
}

/** Two counters in one text. Lines count from 1, columns from 0. */
class Places {
  engine_line = 2;
  engine_column = 0;
  readonly #script: string;
  #offset = 0;
  #line = 1;
  #line_start = 0;

  constructor(script: string) {
    this.#script = script;
  }

  given(): Position {
    return { line: this.#line, column: this.#offset - this.#line_start };
  }

  advance(to: number, is_text: boolean): void {
    for (; this.#offset < to; this.#offset += 1) {
      const unit = this.#script.charCodeAt(this.#offset);
      const is_separator = unit === 0x2028 || unit === 0x2029;
      const is_return = unit === 0x0d && this.#script.charCodeAt(this.#offset + 1) !== 0x0a;
      const ends_line = unit === 0x0a || is_return;
      if (ends_line || is_separator) {
        this.#line += 1;
        this.#line_start = this.#offset + 1;
      }
      if (ends_line || (is_separator && !is_text)) {
        this.engine_line += 1;
        this.engine_column = 0;
      } else this.engine_column += utf8Bytes(unit);
    }
  }
}

/** Each half of a surrogate pair is two of the four bytes. */
function utf8Bytes(unit: number): number {
  if (unit < 0x80) return 1;
  return unit < 0x800 || (unit >= 0xd800 && unit <= 0xdfff) ? 2 : 3;
}
