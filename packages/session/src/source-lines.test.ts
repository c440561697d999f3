import fc from 'fast-check';
import { expect, it } from 'vitest';
import { SourceLines } from './source-lines.js';

it('lines are those of a split, whatever was looked up before', () => {
  const piece = fc.constantFrom('\n', '\r\n', '\r', '\u2028', '\u2029', 'a', 'bc', 'x'.repeat(40_000));
  fc.assert(
    fc.property(
      fc.array(piece, { maxLength: 30 }),
      fc.array(fc.integer({ min: 1, max: 40 }), { maxLength: 8 }),
      (pieces, asked) => {
        const source = pieces.join('');
        const split = source.split(/\r\n|[\n\r\u2028\u2029]/);
        const lines = new SourceLines(source);
        for (const line of asked)
          expect(lines.between(line, line + 2)).toEqual(split.slice(line - 1, line + 2));
      },
    ),
  );
});
