const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const CHUNK = 8190; // divisible by three, small enough to spread into one call

const fromCharCode = String.fromCharCode;
const charCodeAt = Function.prototype.call.bind(String.prototype.charCodeAt) as (
  text: string,
  index: number,
) => number;

const CODES = new Uint8Array(64);
const VALUES = new Uint8Array(256).fill(255);
for (let index = 0; index < 64; index += 1) {
  CODES[index] = charCodeAt(ALPHABET, index);
  VALUES[CODES[index]!] = index;
}

/** Bytes as base64 text with padding. Written out because no engine but Node has a Buffer. */
export function encodeBase64(bytes: Uint8Array): string {
  let result = '';
  for (let start = 0; start < bytes.length; start += CHUNK) {
    const end = start + CHUNK < bytes.length ? start + CHUNK : bytes.length;
    for (let index = start; index < end; index += 3) {
      const a = bytes[index]!;
      const b = index + 1 < end ? bytes[index + 1]! : 0;
      const c = index + 2 < end ? bytes[index + 2]! : 0;
      result += fromCharCode(
        CODES[a >> 2]!,
        CODES[((a & 3) << 4) | (b >> 4)]!,
        index + 1 < end ? CODES[((b & 15) << 2) | (c >> 6)]! : 61,
        index + 2 < end ? CODES[c & 63]! : 61,
      );
    }
  }
  return result;
}

/** The bytes of base64 text; `undefined` when it is not well-formed. */
export function decodeBase64(encoded: string): Uint8Array | undefined {
  const length = encoded.length;
  if (length % 4 !== 0) return undefined;
  let padding = 0;
  if (length > 0 && charCodeAt(encoded, length - 1) === 61)
    padding = charCodeAt(encoded, length - 2) === 61 ? 2 : 1;
  const bytes = new Uint8Array((length / 4) * 3 - padding);
  let position = 0;
  for (let index = 0; index < length; index += 4) {
    let group = 0;
    for (let offset = 0; offset < 4; offset += 1) {
      const isPadding = index + offset >= length - padding;
      const value = isPadding ? 0 : VALUES[charCodeAt(encoded, index + offset) & 255]!;
      if (value === 255 || charCodeAt(encoded, index + offset) > 255) return undefined;
      group = (group << 6) | value;
    }
    bytes[position] = group >> 16;
    if (position + 1 < bytes.length) bytes[position + 1] = (group >> 8) & 255;
    if (position + 2 < bytes.length) bytes[position + 2] = group & 255;
    position += 3;
  }
  return bytes;
}
