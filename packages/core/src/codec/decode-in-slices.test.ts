import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anyValue } from '../testing/arbitrary-graph.js';
import { graphDifference } from '../testing/graph-difference.js';
import { MalformedTextError } from './codec-errors.js';
import { decodeInSlices } from './decode.js';
import { encode } from './encode.js';

/** A clock that goes on by one with each look. */
function ticking(): { now: () => number; pause: () => Promise<void>; pauses: () => number } {
  let time = 0;
  let pauses = 0;
  return {
    now: () => (time += 1),
    pause: async () => {
      pauses += 1;
    },
    pauses: () => pauses,
  };
}

describe('a text that is read in slices', () => {
  it('is the value that was written', async () => {
    const property = fc.asyncProperty(anyValue, async (value) => {
      const { now, pause } = ticking();
      expect(
        graphDifference(value, await decodeInSlices(encode(value, Infinity), 1, now, pause)),
      ).toBeUndefined();
    });
    await fc.assert(property);
  });

  it('looks at the clock after each pattern and each BigInt', async () => {
    const text = encode(
      Array.from({ length: 50 }, (_, index) => [new RegExp(`a{${index}}`), BigInt(index)]),
      Infinity,
    );
    const { now, pause, pauses } = ticking();
    await decodeInSlices(text, 0, now, pause);
    expect(pauses()).toBeGreaterThanOrEqual(50);
  });

  it('gives way as often as it has used its time', async () => {
    const text = encode(new Set(Array.from({ length: 6400 }, (_, index) => index)), Infinity);
    const [often, seldom, never] = [ticking(), ticking(), ticking()];
    await decodeInSlices(text, 0, often.now, often.pause);
    await decodeInSlices(text, 10, seldom.now, seldom.pause);
    await decodeInSlices(text, 1000, never.now, never.pause);
    expect(often.pauses()).toBeGreaterThanOrEqual(100);
    expect(seldom.pauses()).toBeGreaterThanOrEqual(9);
    expect(seldom.pauses()).toBeLessThan(12);
    expect(never.pauses()).toBe(0);
  });

  it('may be one value of JSON', async () => {
    const { now, pause } = ticking();
    expect(await decodeInSlices('={"a":[1]}', 1, now, pause)).toEqual({ a: [1] });
  });

  it.each(['', '={', '#[]', '#[[{"$":5}]]'])('that is malformed rejects: %j', async (text) => {
    const { now, pause } = ticking();
    await expect(decodeInSlices(text, 1, now, pause)).rejects.toBeInstanceOf(MalformedTextError);
  });

  it('ends when the pause does', async () => {
    const stop = new Error('stop');
    const text = encode(Array.from({ length: 1000 }, () => undefined), Infinity); // prettier-ignore
    await expect(decodeInSlices(text, 0, ticking().now, () => Promise.reject(stop))).rejects.toBe(stop);
  });
});
