import type { Position } from '@codelets/core';

/** What ends a line for ECMAScript and for V8's stack positions alike; `\r\n` is one end. */
const LINE_END = /\r\n|[\n\r\u2028\u2029]/g;

/** Offsets to positions, counted the way engines count them. */
export class LineIndex {
  readonly #starts: number[] = [0];

  constructor(text: string) {
    for (const match of text.matchAll(LINE_END)) this.#starts.push(match.index + match[0].length);
  }

  /** The line counts from 1, the column from 0. */
  position(offset: number): Position {
    let low = 0;
    let high = this.#starts.length;
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if ((this.#starts[middle] ?? 0) <= offset) low = middle;
      else high = middle;
    }
    return { line: low + 1, column: offset - (this.#starts[low] ?? 0) };
  }
}

/** Spaces of the same shape: every line end stays, so that no later line or column moves. */
export function blank(text: string): string {
  return text.replace(/[^\n\r\u2028\u2029]/g, ' ');
}
