import { Buffer } from 'node:buffer';
import { randomFillSync } from 'node:crypto';
import type { EngineExports } from './engine-exports.js';

/** How far into a context the state of `Math.random` is looked for; a context is smaller. */
const SEARCHED_BYTES = 4096;

const MASK = (1n << 64n) - 1n;
/** One over the largest mantissa. */
const UNIT = 2 ** -52;
const MULTIPLIER = 0x2545f4914f6cdd1dn;

const POOL_SEEDS = 512;

/** The generator behind `Math.random`. Its state is part of the image: without a new seed every run would repeat it. */
export class RandomState {
  readonly #address: number;
  readonly #pool = Buffer.alloc(POOL_SEEDS * 8);
  #left = 0;

  /**
   * Finds where the context keeps the state (xorshift64*): the one place whose bytes changed as the generator changes
   * them when `draw` calls `Math.random`, and whose new value gives the number that was drawn. Throws when there is
   * not exactly one.
   */
  constructor({ memory }: EngineExports, context: number, draw: () => number) {
    const read = (): DataView => new DataView(memory.buffer.slice(context, context + SEARCHED_BYTES));
    const before = read();
    const drawn = draw();
    const after = read();
    const found: number[] = [];
    for (let offset = 0; offset + 8 <= after.byteLength; offset += 8) {
      const state = after.getBigUint64(offset, true);
      if (state !== 0n && state === next(before.getBigUint64(offset, true)) && numberOf(state) === drawn) {
        found.push(context + offset);
      }
    }
    if (found.length !== 1) throw new Error('this engine keeps the state of Math.random elsewhere');
    this.#address = found[0]!;
  }

  /** Gives a fresh realm a seed from the host's cryptographic generator. */
  reseed({ memory }: EngineExports): void {
    if (this.#left === 0) {
      randomFillSync(this.#pool);
      this.#left = POOL_SEEDS;
    }
    this.#left -= 1;
    // The generator stands still at zero.
    const seed = this.#pool.readBigUInt64LE(this.#left * 8) || 1n;
    new DataView(memory.buffer).setBigUint64(this.#address, seed, true);
    this.#pool.fill(0, this.#left * 8, this.#left * 8 + 8);
  }
}

function next(state: bigint): bigint {
  let x = state;
  x ^= x >> 12n;
  x ^= (x << 25n) & MASK;
  return x ^ (x >> 27n);
}

function numberOf(state: bigint): number {
  return Number(((state * MULTIPLIER) & MASK) >> 12n) * UNIT;
}
