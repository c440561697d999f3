import { primordials } from '@codelets/core';

/** The first `maximum` units of a text, marked when something was left out; never half a surrogate pair. */
export function cut(text: string, maximum: number): string {
  if (text.length <= maximum) return text;
  let end = maximum - 1;
  const last = primordials.charCodeAt(text, end - 1);
  if (last >= 0xd800 && last <= 0xdbff) end -= 1;
  return primordials.slice(text, 0, end) + '…';
}

/** Cuts a text to a number of UTF-8 bytes. */
export function cutUtf8(text: string, maximumBytes: number): string {
  let bytes = 0;
  for (let index = 0; index < text.length; index += 1) {
    const unit = primordials.charCodeAt(text, index);
    bytes += unit < 0x80 ? 1 : unit < 0x800 ? 2 : 3;
    // Room for the mark, which takes three bytes.
    if (bytes > maximumBytes) return cut(text, index - 2 > 0 ? index - 2 : 1);
  }
  return text;
}

/** The text with control characters and line breaks replaced, so that a name cannot pass for a line of its own. */
export function printable(text: string): string {
  let result = '';
  for (let index = 0; index < text.length; index += 1) {
    const unit = primordials.charCodeAt(text, index);
    const isControl = unit < 0x20 || (unit >= 0x7f && unit <= 0x9f) || unit === 0x2028 || unit === 0x2029;
    result += isControl ? '?' : text[index]!;
  }
  return result;
}
