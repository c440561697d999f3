import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeBase64, encodeBase64 } from './base64.js';
import { fitsUtf8, utf8Length } from './utf8-length.js';
import { anyText } from '../testing/arbitrary-graph.js';

describe('base64', () => {
  it('is what Buffer writes, and back', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        const text = Buffer.from(bytes).toString('base64');
        expect(encodeBase64(bytes)).toBe(text);
        expect(decodeBase64(text)).toEqual(bytes);
      }),
    );
  });

  it.each([8189, 8190, 8191, 16_380, 16_381, 100_000])('of %i bytes has no seam', (length) => {
    const bytes = Uint8Array.from({ length }, (_, index) => (index * 31) & 255);
    expect(encodeBase64(bytes)).toBe(Buffer.from(bytes).toString('base64'));
    expect(decodeBase64(encodeBase64(bytes))).toEqual(bytes);
  });

  it.each([
    'A',
    'AA',
    'AAA',
    'A===',
    '====',
    '=AAA',
    'AA=A',
    'AAAA=',
    'AA==AAAA',
    'A-_A',
    'AA A',
    'AAA\n',
    'AAAé',
    'AAA\u0141',
    '\ud83d\ude00AA',
  ])('is not %j', (text) => {
    expect(decodeBase64(text)).toBeUndefined();
  });

  it('is accepted only where Buffer reads the same', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'ABz09+/=-_ é\0'), maxLength: 12 }), (text) => {
        const bytes = decodeBase64(text);
        if (bytes) expect(Buffer.from(bytes)).toEqual(Buffer.from(text, 'base64'));
      }),
    );
  });
});

describe('the bytes of a text', () => {
  it('are counted as Buffer counts them', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(utf8Length(text)).toBe(Buffer.byteLength(text));
      }),
      { numRuns: 1000 },
    );
  });

  it('fit at their number and not below', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const bytes = Buffer.byteLength(text);
        expect([fitsUtf8(text, bytes), fitsUtf8(text, bytes - 1), fitsUtf8(text, bytes * 3)]).toEqual([
          true,
          false,
          true,
        ]);
      }),
    );
  });
});
