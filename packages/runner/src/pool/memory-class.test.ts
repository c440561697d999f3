import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { memoryClassOf } from './memory-class.js';

describe('the class of a memory limit', () => {
  it.each([[1, 16], [16, 16], [17, 32], [100, 128], [128, 128], [129, 256], [65_536, 65_536]])('of %i MiB is %i', (limit, expected) => {
    expect(memoryClassOf(limit)).toBe(expected);
  }); // prettier-ignore

  it('is a power of two that holds it and less than twice as large', () => {
    fc.assert(
      fc.property(fc.integer({ min: 16, max: 65_536 }), (limit) => {
        const found = memoryClassOf(limit);
        expect([found >= limit, found < limit * 2, Math.log2(found) % 1]).toEqual([true, true, 0]);
      }),
    );
  });
});
