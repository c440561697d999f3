import { primordials as p, utf8Length } from '@codelets/core';
import { intrinsics } from '../../intrinsics.js';

const { fromCharCode } = intrinsics;
const REPLACEMENT = 0xfffd;

/** https://encoding.spec.whatwg.org/#utf-8-encode */
export function encodeUtf8(text: string): Uint8Array<ArrayBuffer> {
  const bytes = new p.Uint8Array(utf8Length(text));
  let at = 0;
  for (let index = 0; index < text.length; index += 1) {
    let point = p.charCodeAt(text, index);
    if (point >= 0xd800 && point <= 0xdfff) {
      const next = point < 0xdc00 && index + 1 < text.length ? p.charCodeAt(text, index + 1) : 0;
      if (next >= 0xdc00 && next <= 0xdfff) {
        point = ((point - 0xd800) << 10) + (next - 0xdc00) + 0x10000;
        index += 1;
      } else point = REPLACEMENT;
    }
    if (point < 0x80) bytes[at++] = point;
    else if (point < 0x800) {
      bytes[at++] = 0xc0 | (point >> 6);
      bytes[at++] = 0x80 | (point & 63);
    } else {
      if (point < 0x10000) bytes[at++] = 0xe0 | (point >> 12);
      else {
        bytes[at++] = 0xf0 | (point >> 18);
        bytes[at++] = 0x80 | ((point >> 12) & 63);
      }
      bytes[at++] = 0x80 | ((point >> 6) & 63);
      bytes[at++] = 0x80 | (point & 63);
    }
  }
  return bytes;
}

/** https://encoding.spec.whatwg.org/#utf-8-decode: a byte order mark is dropped, what is malformed is U+FFFD. */
export function decodeUtf8(bytes: Uint8Array, length: number): string {
  let text = '';
  let index = length >= 3 && bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
  while (index < length) {
    const a = bytes[index]!;
    // Four at a time: a string of a million parts takes many times its size.
    if (index + 3 < length && (a | bytes[index + 1]! | bytes[index + 2]! | bytes[index + 3]!) < 0x80) {
      text += fromCharCode(a, bytes[index + 1]!, bytes[index + 2]!, bytes[index + 3]!);
      index += 4;
      continue;
    }
    index += 1;
    if (a < 0x80) {
      text += fromCharCode(a);
      continue;
    }
    // How many bytes follow, and what the first of them may be, so that nothing is overlong or a surrogate.
    const more = a >= 0xc2 && a <= 0xdf ? 1 : a >= 0xe0 && a <= 0xef ? 2 : a >= 0xf0 && a <= 0xf4 ? 3 : 0;
    let low = a === 0xe0 ? 0xa0 : a === 0xf0 ? 0x90 : 0x80;
    let high = a === 0xed ? 0x9f : a === 0xf4 ? 0x8f : 0xbf;
    let point = more === 0 ? REPLACEMENT : a & (0x3f >> more);
    for (let taken = 0; taken < more; taken += 1) {
      const next = index < length ? bytes[index]! : 0;
      if (next < low || next > high) {
        point = REPLACEMENT;
        break;
      }
      point = (point << 6) | (next & 63);
      index += 1;
      low = 0x80;
      high = 0xbf;
    }
    text +=
      point < 0x10000
        ? fromCharCode(point)
        : fromCharCode(0xd800 + ((point - 0x10000) >> 10), 0xdc00 + ((point - 0x10000) & 0x3ff));
  }
  return text;
}
