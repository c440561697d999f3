import { primordials } from './primordials.js';

/** Bytes that a text takes in UTF-8; a lone surrogate counts three, as it does when it is written. */
export function utf8Length(value: string): number {
  let bytes = value.length;
  for (let index = 0; index < value.length; index += 1) {
    const unit = primordials.charCodeAt(value, index);
    if (unit < 0x80) continue;
    if (unit < 0x800) bytes += 1;
    else if (unit >= 0xd800 && unit <= 0xdbff && index + 1 < value.length && isLow(value, index + 1)) {
      bytes += 2; // two units, four bytes
      index += 1;
    } else bytes += 2;
  }
  return bytes;
}

function isLow(value: string, index: number): boolean {
  const unit = primordials.charCodeAt(value, index);
  return unit >= 0xdc00 && unit <= 0xdfff;
}

/** Whether a text takes at most `maximum` bytes in UTF-8, without counting where its length already tells. */
export function fitsUtf8(value: string, maximum: number): boolean {
  if (value.length > maximum) return false;
  return value.length * 3 <= maximum || utf8Length(value) <= maximum;
}
