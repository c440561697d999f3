import { runInNewContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import { textLiteral, toLiteral } from './literal.js';

describe('toLiteral', () => {
  it.each([
    [null],
    [undefined],
    [-0],
    [NaN],
    [-Infinity],
    [12n],
    [true],
    [[1, [], {}]],
    [{ a: 1, 'b c': { d: [null] } }],
    [JSON.parse('{"__proto__":{"x":1}}') as object],
    [new Date(5)],
    [new Date(NaN)],
    [new Map<unknown, unknown>([['a', new Set([1n])]])],
    ['`${process.exit()}`\u2028"\\\u001b[2J'],
  ])('writes %o so that it reads as the same', (value) => {
    const read: unknown = runInNewContext(`(${String(toLiteral(value))})`, { Date, Map, Set, Object, Array });
    expect(structuredClone(read)).toStrictEqual(structuredClone(value));
  });

  it('has no key that sets a prototype', () => {
    expect(toLiteral(JSON.parse('{"__proto__":1}'))).toBe('{ ["__proto__"]: 1 }');
  });

  const cycle: unknown[] = [];
  cycle.push(cycle);
  it.each([
    ['a cycle', cycle],
    ['an error', new Error('x')],
    ['a typed array', new Uint8Array(2)],
    ['holes', Array(3)],
    ['a long text', 'x'.repeat(3000)],
    ['a long list', Array.from({ length: 3000 }, () => 1)],
  ])('writes nothing for %s', (_name, value) => {
    expect(toLiteral(value)).toBeUndefined();
  });
});

it('textLiteral leaves nothing that moves a cursor or reorders a line', () => {
  expect(textLiteral('a\u202eb\u001b"\n')).toBe(String.raw`"a\u202eb\u001b\"\n"`);
});
