const LINE_FEED = 10;
const CARRIAGE_RETURN = 13;

/** Units between two marks: what a look-up reads at the most, but for the first one. */
const STRIDE = 64 * 1024;

/**
 * The lines of a source, found without making them all: a megabyte of line breaks would be a million texts, and the
 * service waits for them. What was read once is marked, because each error of a chain of causes has a place of its own.
 */
export class SourceLines {
  readonly #source: string;
  /** Where some of the lines begin, in their order. */
  readonly #marks: { readonly line: number; readonly start: number }[] = [{ line: 1, start: 0 }];

  constructor(source: string) {
    this.#source = source;
  }

  /** Lines `first` to `last`, counted from 1; fewer where the source has no more. */
  between(first: number, last: number): string[] {
    const source = this.#source;
    const found: string[] = [];
    let { line, start } = this.#before(first);
    for (let index = start; index < source.length && line <= last; index += 1) {
      const unit = source.charCodeAt(index);
      if (!endsLine(unit)) continue;
      if (line >= first) found.push(source.slice(start, index));
      if (unit === CARRIAGE_RETURN && source.charCodeAt(index + 1) === LINE_FEED) index += 1;
      line += 1;
      start = index + 1;
      if (start >= this.#marks.at(-1)!.start + STRIDE) this.#marks.push({ line, start });
    }
    if (line >= first && line <= last) found.push(source.slice(start));
    return found;
  }

  #before(line: number): { readonly line: number; readonly start: number } {
    let found = this.#marks[0]!;
    for (const mark of this.#marks) {
      if (mark.line > line) break;
      found = mark;
    }
    return found;
  }
}

/** Lines end where engines end them; `\r\n` counts once. */
function endsLine(unit: number): boolean {
  return unit === LINE_FEED || unit === CARRIAGE_RETURN || unit === 0x2028 || unit === 0x2029;
}
