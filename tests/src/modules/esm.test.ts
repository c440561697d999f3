import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { arbitraryGraph } from './arbitrary-graph.js';
import { observeLinked } from './linked.js';
import { Oracle } from './oracle.js';

describe('linked modules', () => {
  const oracle = new Oracle();
  afterAll(() => oracle.close());

  it('do what the modules of the engine do', async () => {
    const ends = new Map<string, number>();
    await fc.assert(
      fc.asyncProperty(arbitraryGraph(5), async (graph) => {
        const expected = await oracle.observe(graph);
        const end = expected.end.replace(/by \d/, '');
        ends.set(end, (ends.get(end) ?? 0) + 1);
        expect(await observeLinked(graph)).toEqual(expected);
      }),
      { numRuns: 400 },
    );
    // What is compared must not be the same end again and again.
    expect([...ends.values()].every((count) => count < 390)).toBe(true);
    expect(ends.get('ok')).toBeGreaterThan(50);
  }, 60_000);
});
