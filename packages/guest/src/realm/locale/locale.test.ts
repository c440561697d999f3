import {
  assert,
  bigInt,
  constantFrom,
  date,
  double,
  integer,
  property,
  string,
  stringMatching,
} from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareTexts } from './compare-texts.js';
import { dateText } from './date-text.js';
import { numberText } from './number-text.js';

/** What this Node's ICU says is what the engines on V8 say. */
const RUNS = { numRuns: 3000 };

describe('texts compare as ICU compares them', () => {
  const ascii = string({ unit: 'binary-ascii', maxLength: 8 });
  const letters = stringMatching(/^[a-cA-C \u00c0-\u00ff\u0100-\u0107ŁłßæÆœŒ'-]{0,8}$/);

  it.each(['variant', 'accent', 'base', 'case'])('ASCII, %s', (sensitivity) => {
    assert(
      property(ascii, ascii, (left, right) => {
        const options = { sensitivity } as Intl.CollatorOptions;
        expect(compareTexts(left, right, 'en', options)).toBe(left.localeCompare(right, 'en', options));
      }),
      RUNS,
    );
  });

  it('letters with accents', () => {
    assert(
      property(letters, letters, (left, right) => {
        expect(compareTexts(left, right, undefined, undefined)).toBe(left.localeCompare(right));
      }),
      RUNS,
    );
  });

  it('each pair of letters with accents, and of ligatures with their letters', () => {
    const codes = Array.from({ length: 0x180 - 0xc0 }, (_, index) => String.fromCharCode(0xc0 + index));
    const known = codes.filter((one) => /[a-z]/i.test(one.normalize('NFD')[0]!));
    const texts = [...known, ...'ßæÆøØłŁœŒđ', 'ae', 'aé', 'áe', 'oe', 'ôe', 'ss', 'aèb', 'aéa'];
    for (const left of texts)
      for (const right of texts)
        expect([left, right, compareTexts(left, right, undefined, undefined)]).toEqual([
          left,
          right,
          left.localeCompare(right),
        ]);
  });

  it('numbers in texts', () => {
    const named = stringMatching(/^[ab]?[0-9]{0,4}[ab]?[0-9]{0,3}$/);
    assert(
      property(named, named, (left, right) => {
        const options = { numeric: true };
        expect(compareTexts(left, right, 'en', options)).toBe(left.localeCompare(right, 'en', options));
      }),
      RUNS,
    );
  });

  it('letters of several scripts in the order of the scripts', () => {
    const words = ['я', 'а', 'ω', 'α', 'ж', 'z', 'א', 'ب', 'あ', '中', '1', '€', ' '];
    expect(words.toSorted((a, b) => compareTexts(a, b, undefined, undefined))).toEqual(
      words.toSorted((a, b) => a.localeCompare(b)),
    );
  });
});

describe('numbers are written as ICU writes them', () => {
  it.each([double(), double({ min: -1e6, max: 1e6 }), integer().map((n) => n / 1000)])('%#', (numbers) => {
    assert(
      property(numbers, (value) => {
        expect(numberText(value, undefined, undefined)).toBe(value.toLocaleString('en-US'));
      }),
      RUNS,
    );
  });

  it('with digits after the point as asked', () => {
    assert(
      property(
        double({ min: -1e9, max: 1e9 }),
        integer({ min: 0, max: 6 }),
        integer({ min: 0, max: 6 }),
        (value, a, b) => {
          for (const options of [
            { minimumFractionDigits: Math.min(a, b), maximumFractionDigits: Math.max(a, b) },
            { minimumFractionDigits: a },
            { maximumFractionDigits: a, useGrouping: b > 3 },
          ])
            expect(numberText(value, 'en', options)).toBe(value.toLocaleString('en', options));
        },
      ),
    );
  });

  it('bigint', () => {
    assert(
      property(bigInt(), (value) => {
        expect(numberText(value, undefined, undefined)).toBe(value.toLocaleString('en-US'));
      }),
    );
  });
});

it('dates and times are written as ICU writes them', () => {
  assert(
    property(date({ min: new Date(Date.UTC(1970, 0)), max: new Date(Date.UTC(2100, 0)) }), (value) => {
      expect(dateText(value, ['date', 'time'], undefined, undefined)).toBe(value.toLocaleString('en-US'));
      const options = { timeZone: 'UTC' };
      expect(dateText(value, ['date'], 'en-US', options)).toBe(value.toLocaleDateString('en-US', options));
      expect(dateText(value, ['time'], 'en-US', options)).toBe(value.toLocaleTimeString('en-US', options));
    }),
  );
  expect(dateText(new Date(NaN), ['date'], undefined, undefined)).toBe('Invalid Date');
});

it('what it does not know is an error', () => {
  const wanted = { message: expect.stringMatching(/has no Intl: it does not know/) as string };
  assert(
    property(constantFrom('de', 'fr-FR', ['sv'], 'x'), (locale) => {
      expect(() => compareTexts('a', 'b', locale, undefined)).toThrow(
        expect.objectContaining(wanted) as Error,
      );
    }),
  );
  for (const options of [{ style: 'currency' }, { notation: 'compact' }])
    expect(() => numberText(1, 'en', options)).toThrow(expect.objectContaining(wanted) as Error);
  for (const options of [{ timeZone: 'Europe/Berlin' }, { weekday: 'long' }])
    expect(() => dateText(new Date(0), ['date'], 'en', options)).toThrow(
      expect.objectContaining(wanted) as Error,
    );
});
