import { describe, expect, it } from 'vitest';
import { graphDifference } from '../testing/graph-difference.js';
import { decode } from './decode.js';
import { encode } from './encode.js';

const LEVELS = 50_000;
/** Enough for the kinds one by one: what could recurse would end far sooner. */
const SOME_LEVELS = 12_000;

function nest(
  wrap: (value: unknown, level: number) => unknown,
  levels = SOME_LEVELS,
  core: unknown = 'core',
): unknown {
  let value = core;
  for (let level = 0; level < levels; level += 1) value = wrap(value, level);
  return value;
}

describe('many levels', () => {
  it.each<[string, (value: unknown, level: number) => unknown]>([
    ['of arrays', (value) => [value]],
    ['of objects', (value) => ({ next: value })],
    ['of objects with $', (value) => ({ $: value })],
    ['of maps', (value) => new Map([['next', value]])],
    ['of map keys', (value) => new Map([[value, 1]])],
    ['of sets', (value) => new Set([value])],
    ['of causes', (value, level) => new Error(`${level}`, { cause: value })],
    ['of holes', (value) => [, value]], // eslint-disable-line no-sparse-arrays
    [
      'of all in turn',
      (value, level) => [[value], { value }, new Set([value]), new Map([[level, value]])][level % 4],
    ],
  ])('%s make the way there and back', (_, wrap) => {
    const value = nest(wrap);
    expect(graphDifference(value, decode(encode(value, Infinity)))).toBeUndefined();
  });

  it('may be 50,000', () => {
    const value = nest((inner, level) => [[inner], { inner }, new Set([inner])][level % 3], LEVELS);
    expect(graphDifference(value, decode(encode(value, Infinity)))).toBeUndefined();
  });

  it('end in a reference to the first', () => {
    const first: unknown[] = [];
    first.push(nest((value) => [value], SOME_LEVELS, first));
    expect(graphDifference(first, decode(encode(first, Infinity)))).toBeUndefined();
  });

  it('that refer to all others stay linear', () => {
    const all: unknown[] = [];
    const value = nest((inner) => {
      const next = [inner, all];
      all.push(next);
      return next;
    }, 5000);
    expect(graphDifference(value, decode(encode(value, Infinity)))).toBeUndefined();
  });
});
