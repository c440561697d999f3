import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { describeLocation } from './describe-location.js';

const snippet = (source: string, line: number, column: number): string | undefined =>
  describeLocation('f.js', source, line, column)?.snippet;

describe('a snippet', () => {
  it('shows the line before and after, and a marker', () => {
    expect(snippet('one\ntwo\nthree\nfour', 2, 3)).toBe('  1 | one\n> 2 | two\n    |   ^\n  3 | three');
    expect(snippet('one', 1, 1)).toBe('> 1 | one\n    | ^');
    expect(snippet('one\ntwo', 2, 4)).toBe('  1 | one\n> 2 | two\n    |    ^');
  });

  it('has room for the longest number', () => {
    const source = Array.from({ length: 11 }, (_, index) => `l${index + 1}`).join('\n');
    expect(snippet(source, 9, 1)).toBe('   8 | l8\n>  9 | l9\n     | ^\n  10 | l10');
  });

  it.each(['\n', '\r\n', '\r', '\u2028', '\u2029'])('knows lines that end in %j', (end) => {
    expect(snippet(['a', 'bb', 'c'].join(end), 2, 2)).toBe('  1 | a\n> 2 | bb\n    |  ^\n  3 | c');
  });

  it('keeps its marker under a tab', () => {
    expect(snippet('\tx\t=1', 1, 4)).toBe('> 1 |  x =1\n    |    ^');
  });

  it('shows a part of a long line, with the place in it', () => {
    const shown = snippet(`${'a'.repeat(5000)}X${'b'.repeat(5000)}`, 1, 5001)!.split('\n');
    expect(Math.max(...shown.map((row) => row.length))).toBeLessThan(180);
    const column = shown[1]!.indexOf('^');
    expect(shown[0]![column]).toBe('X');
  });

  it('marks the place wherever it is', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1000 }), (column) => {
        const text = Array.from({ length: 1000 }, (_, index) => String.fromCharCode(0x4e00 + index)).join('');
        const [row, marker] = snippet(text, 1, column)!.split('\n');
        expect(row![marker!.indexOf('^')]).toBe(text[column - 1]);
      }),
    );
  });

  it('holds no control characters of the source', () => {
    expect(snippet('a\u001b[2J\u0007b\u009bc\u202ed', 1, 1)!.replaceAll('\n', '')).not.toMatch(
      /[\p{Cc}\u202a-\u202e]/u,
    );
  });
});

it('a place at the end of millions of lines is found without making them', () => {
  const source = `${'\n'.repeat(2 ** 24)}x`;
  const started = performance.now();
  expect(describeLocation('f.js', source, 2 ** 24 + 1, 1)?.snippet).toContain('| x');
  // Generous: what this must catch takes seconds and a gibibyte.
  expect(performance.now() - started).toBeLessThan(1000);
});

describe('a place', () => {
  it.each([
    [0, 1], [-1, 1], [4, 1], [1, 0], [1, -5], [1, 5], [2 ** 32, 1], [2 ** 32 + 1, 1], [2 ** 53 - 1, 1], [1, 2 ** 53 - 1],
    [null, 1], [1, null], [undefined, undefined], [NaN, 1],
  ])('at %s:%s is none of the source', (line, column) => {
    expect(describeLocation('f.js', 'abc\nd\n', line, column)).toBeUndefined();
  }); // prettier-ignore

  it('may be behind the end of a line, and on an empty one', () => {
    expect(describeLocation('f.js', 'abc\n', 1, 4)).toMatchObject({ file: 'f.js', line: 1, column: 4 });
    expect(describeLocation('f.js', 'abc\n', 2, 1)).toMatchObject({ line: 2, column: 1 });
  });

  it('is found fast in a large source', () => {
    const source = 'x\n'.repeat(500_000);
    const started = performance.now();
    for (let round = 0; round < 9; round += 1) describeLocation('f.js', source, 499_999, 1);
    expect(performance.now() - started).toBeLessThan(2000);
  });
});
