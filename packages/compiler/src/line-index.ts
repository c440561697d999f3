import type { Position } from '@codelets/core';

/**
 * Offsets to positions. Lines end where they do for ECMAScript and for V8's stack positions alike: after LF, CR, CR LF
 * (one end), U+2028 and U+2029.
 */
export class LineIndex {
  readonly #starts: number[] = [0];

  constructor(text: string) {
    for (let index = 0; index < text.length; index += 1) {
      const code = text.charCodeAt(index);
      if (code > 13 && code !== 0x2028 && code !== 0x2029) continue;
      const isCarriageReturn = code === 13 && text.charCodeAt(index + 1) !== 10;
      if (code === 10 || isCarriageReturn || code >= 0x2028) this.#starts.push(index + 1);
    }
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
