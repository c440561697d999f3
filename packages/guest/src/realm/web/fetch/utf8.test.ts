import { assert, property, string, uint8Array } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeUtf8, encodeUtf8 } from './utf8.js';

// Properties take longer than a test of one case when the machine is busy.
describe('UTF-8', { timeout: 30_000 }, () => {
  it('is written as TextEncoder does, lone surrogates among it', () => {
    assert(
      property(string({ unit: 'binary' }), (text) => {
        expect(encodeUtf8(text)).toEqual(new TextEncoder().encode(text));
      }),
    );
    expect(encodeUtf8('\ud800a\udfff\ud83d')).toEqual(new TextEncoder().encode('\ud800a\udfff\ud83d'));
  });

  it('is read as TextDecoder does, malformed or not', () => {
    const decoder = new TextDecoder();
    const check = (bytes: Uint8Array): void => {
      expect(decodeUtf8(bytes, bytes.length)).toBe(decoder.decode(bytes));
    };
    assert(property(uint8Array({ maxLength: 40 }), check), { numRuns: 500 });
    assert(property(uint8Array({ min: 0xe0, maxLength: 12 }), check), { numRuns: 500 });
    assert(property(string({ unit: 'binary' }), (text) => check(new TextEncoder().encode(text))));
    // What is near the borders of each length.
    for (const first of [0xc0, 0xc1, 0xc2, 0xdf, 0xe0, 0xe1, 0xed, 0xee, 0xef, 0xf0, 0xf1, 0xf4, 0xf5, 0xff])
      for (const second of [0x7f, 0x80, 0x8f, 0x90, 0x9f, 0xa0, 0xbb, 0xbf, 0xc0])
        for (const third of [0x41, 0x80, 0xbf, 0xf0])
          for (const fourth of [0x41, 0x80, 0xbf]) {
            check(new Uint8Array([first, second, third, fourth]));
            check(new Uint8Array([first, second, third]));
            check(new Uint8Array([first, second]));
          }
  });
});
