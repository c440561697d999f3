import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mapPosition, type Position } from './position-map.js';

type Quadruple = readonly [line: number, column: number, sourceLine: number, sourceColumn: number];

/** What the description says, by looking at every quadruple. */
function naive(quadruples: readonly Quadruple[], line: number, column: number): Position {
  const before = quadruples.filter(
    ([atLine, atColumn]) => atLine < line || (atLine === line && atColumn <= column),
  );
  const last = before[before.length - 1];
  if (!last) return { line, column };
  const [atLine, atColumn, sourceLine, sourceColumn] = last;
  if (atLine === line) return { line: sourceLine, column: sourceColumn + (column - atColumn) };
  return { line: sourceLine + (line - atLine), column };
}

const place = fc.tuple(fc.integer({ min: 1, max: 12 }), fc.nat(20));

const quadruples = fc
  .uniqueArray(place, { selector: ([line, column]) => line * 100 + column, maxLength: 20 })
  .chain((starts) =>
    fc.tuple(
      fc.constant([...starts].sort(([a, b], [c, d]) => a - c || b - d)),
      fc.array(place, { minLength: starts.length, maxLength: starts.length }),
    ),
  )
  .map(([starts, sources]) =>
    starts.map(([line, column], index): Quadruple => [line, column, ...sources[index]!]),
  );

describe('a position', () => {
  it('is found as a look at every quadruple finds it', () => {
    fc.assert(
      fc.property(quadruples, fc.array(place, { maxLength: 20 }), (list, places) => {
        for (const [line, column] of places) {
          expect(mapPosition(list.flat(), line, column)).toEqual(naive(list, line, column));
        }
      }),
      { numRuns: 500 },
    );
  });

  it('of a quadruple is its own source', () => {
    fc.assert(
      fc.property(quadruples, (list) => {
        for (const [line, column, sourceLine, sourceColumn] of list) {
          expect(mapPosition(list.flat(), line, column)).toEqual({ line: sourceLine, column: sourceColumn });
        }
      }),
    );
  });

  it('stays without a map', () => {
    expect(mapPosition([], 7, 3)).toEqual({ line: 7, column: 3 });
  });

  it('before the first quadruple stays', () => {
    expect(mapPosition([2, 5, 9, 9], 2, 4)).toEqual({ line: 2, column: 4 });
    expect(mapPosition([2, 5, 9, 9], 1, 80)).toEqual({ line: 1, column: 80 });
  });

  it('on a later line keeps its column', () => {
    expect(mapPosition([1, 30, 1, 0], 4, 2)).toEqual({ line: 4, column: 2 });
    expect(mapPosition([3, 30, 1, 0], 5, 2)).toEqual({ line: 3, column: 2 });
  });

  it('takes the last of two quadruples at one place', () => {
    expect(mapPosition([1, 5, 1, 0, 1, 5, 2, 7], 1, 6)).toEqual({ line: 2, column: 8 });
  });
});
