import { expect, it } from 'vitest';
import { decode } from './decode.js';
import { encode } from './encode.js';

/** Node 26 reads such keys wrongly where they follow one another: see docs/decisions/0007. */
const KEYS = ['\\', '\n', '"', '\ud800', '\udc00', '\u0000', '\u001f', '\t', '/', '\u2028', '\u007f'];

it('keeps keys apart that JSON has to escape, whatever was read before', () => {
  for (let round = 0; round < 50; round += 1) {
    for (const key of KEYS) {
      const value = { a: 1, [key]: { b: 2, [key]: [] } };
      expect(decode(encode(value, 1000))).toStrictEqual(value);
    }
  }
});
