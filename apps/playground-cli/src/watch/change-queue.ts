const DEBOUNCE_MS = 80;

/** Turns a burst of changes into one: an editor that saves writes, renames and touches. */
export class ChangeQueue {
  #changed: string | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #wake: (() => void) | undefined;
  #closed = false;

  /** `settled` is called once the files have been quiet for a moment. */
  constructor(private readonly settled: () => void) {}

  /** A file changed. */
  push(path: string): void {
    if (this.#closed) return;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.#changed = path;
      this.settled();
      this.#wake?.();
    }, DEBOUNCE_MS);
  }

  /** Waits for the next change, unless there was one since the last time. Answers `undefined` once it is closed. */
  async next(): Promise<string | undefined> {
    if (this.#changed === undefined && !this.#closed) {
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
    const changed = this.#closed ? undefined : this.#changed;
    this.#changed = undefined;
    return changed;
  }

  /** Ends the waiting. */
  close(): void {
    this.#closed = true;
    clearTimeout(this.#timer);
    this.#wake?.();
  }
}
