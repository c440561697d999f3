import { describe, expect, it } from 'vitest';
import { oneLine } from './one-line.js';

describe('oneLine', () => {
  it.each([
    ['a text that fits', 'abcdef', 6, 'abcdef'],
    ['a text that does not', 'abcdefg', 6, 'abc...'],
    ['wide characters that fit', '漢字か', 6, '漢字か'],
    ['wide characters that do not', '漢字かな', 6, '漢...'],
    ['characters of two units', '\u{1F600}'.repeat(4), 7, '\u{1F600}\u{1F600}...'],
    ['several lines', '{\n  "a": 1,\r\n\t"b": 2\n}\n', 99, '{ "a": 1, "b": 2 }'],
    ['what moves the cursor', '\u001b[2J\ra\tb', 99, '\\x1b[2J\\x0da b'],
    ['nothing', '', 3, ''],
  ])('%s', (_name, text, width, expected) => {
    expect(oneLine(text, width)).toBe(expected);
  });
});
