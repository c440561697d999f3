import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatValue } from './value-text.js';

const HOLES = [1, 2, 3];
delete HOLES[1];

describe('formatValue', () => {
  it('writes JSON data as indented JSON', () => {
    const value = { a: [1, 'x', null], b: { c: true } };
    expect(formatValue(value)).toBe(`${JSON.stringify(value, null, 2)}\n`);
    expect(formatValue('text')).toBe('"text"\n');
    expect(formatValue(42)).toBe('42\n');
    expect(JSON.parse(formatValue({ $type: 'Map' }))).toEqual({ $type: 'Map' });
  });

  it('writes any JSON value so that it can be read again', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const data = JSON.parse(JSON.stringify(value)) as unknown;
        expect(JSON.parse(formatValue(data))).toEqual(data);
      }),
    );
  });

  it.each([
    [undefined, 'undefined'],
    [new Map([['a', 1]]), "Map(1) { 'a' => 1 }"],
    [new Set([1]), 'Set(1) { 1 }'],
    [10n, '10n'],
    [-0, '-0'],
    [NaN, 'NaN'],
    [{ a: undefined }, '{ a: undefined }'],
    [new Date(0), '1970-01-01T00:00:00.000Z'],
    [new Uint8Array([1, 2]), 'Uint8Array(2) [ 1, 2 ]'],
    [HOLES, '[ 1, <1 empty item>, 3 ]'],
  ])('shows %o as Node does', (value, expected) => {
    expect(formatValue(value)).toBe(`${expected}\n`);
  });

  it('shows every level and every element', () => {
    const deep = { a: { b: { c: { d: { e: new Set(Array.from({ length: 200 }, (_, n) => n)) } } } } };
    expect(formatValue(deep)).toContain('199');
  });

  it('writes shared objects out, and shows cycles', () => {
    const shared = { x: 1 };
    expect(JSON.parse(formatValue({ a: shared, b: shared }))).toEqual({ a: { x: 1 }, b: { x: 1 } });
    const cycle: Record<string, unknown> = {};
    cycle.self = cycle;
    expect(formatValue(cycle)).toBe('<ref *1> { self: [Circular *1] }\n');
  });

  it('does not follow references that stand for more than fits anywhere', () => {
    let value: unknown = [new Date(0)];
    for (let level = 0; level < 60; level += 1) value = [value, value];
    const text = formatValue(value);
    expect(text).toContain('"$type": "ref"');
    expect(text.length).toBeLessThan(50_000);
  });

  it('holds a value as deep as it is long', () => {
    let value: unknown = 1;
    for (let level = 0; level < 200_000; level += 1) value = [value];
    expect(formatValue(value).replaceAll(/\s/g, '')).toBe(`${'['.repeat(200_000)}1${']'.repeat(200_000)}`);
    expect(formatValue([value, 1n])).toContain('"$type": "bigint"');
  });

  it('lets nothing of a value reach the terminal as a control character', () => {
    const hostile = 'a\u001b[2J\u009b\u007f';
    for (const value of [
      hostile,
      { [hostile]: 1 },
      new Map([[hostile, hostile]]),
      new Error(hostile),
      new RegExp(hostile.replace('[', '')),
      [undefined, { [hostile]: hostile }],
    ]) {
      expect(formatValue(value)).not.toMatch(/[^\P{Cc}\n]/u);
    }
  });
});
