/**
 * A generator that gives the same numbers for the same seed on every machine (mulberry32).
 *
 * @param {number} seed
 */
export function randomOf(seed) {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return (mixed ^ (mixed >>> 14)) >>> 0;
  };
  const random = {
    /** From 0 to below the bound. */
    below: (/** @type {number} */ bound) => Math.floor((next() / 2 ** 32) * bound),
    /** Whether one of so many. */
    oneIn: (/** @type {number} */ count) => random.below(count) === 0,
    /** @template T @param {readonly T[]} list @returns {T} */
    pick: (list) => list[random.below(list.length)],
    uint32: next,
  };
  return random;
}

export const newSeed = () => Math.floor(Math.random() * 2 ** 32);
