/** Lets so many in at a time, the others in the order of asking. */
export class Turns {
  readonly #waiting: (() => void)[] = [];
  #free: number;

  constructor(free: number) {
    this.#free = free;
  }

  async wait(): Promise<void> {
    if (this.#free > 0) {
      this.#free -= 1;
      return;
    }
    await new Promise<void>((resolve) => this.#waiting.push(resolve));
  }

  done(): void {
    const next = this.#waiting.shift();
    if (next) next();
    else this.#free += 1;
  }
}
