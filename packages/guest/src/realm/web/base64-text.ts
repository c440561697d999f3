import { decodeBase64, encodeBase64, primordials as p } from '@codelets/core';
import { createNamedError } from './named-error.js';

const SPACE = /[\t\n\f\r ]/g;
const ENDING = /={1,2}$/;

/** https://html.spec.whatwg.org/#dom-btoa */
export function btoa(value: unknown): string {
  const text = `${value as string}`;
  const bytes = new p.Uint8Array(text.length);
  for (let index = 0; index < text.length; index += 1) {
    const unit = p.charCodeAt(text, index);
    if (unit > 255)
      throw createNamedError('InvalidCharacterError', 'The text holds characters beyond Latin1');
    bytes[index] = unit;
  }
  return encodeBase64(bytes);
}

/** https://html.spec.whatwg.org/#dom-atob */
export function atob(value: unknown): string {
  let text = `${value as string}`.replace(SPACE, '');
  if (text.length % 4 === 0) text = text.replace(ENDING, '');
  const isBase64 = text.length % 4 !== 1 && !text.includes('=');
  const bytes = isBase64 ? decodeBase64(text.padEnd(Math.ceil(text.length / 4) * 4, '=')) : undefined;
  if (!bytes) throw createNamedError('InvalidCharacterError', 'The text is not correctly encoded');
  let result = '';
  for (let index = 0; index < bytes.length; index += 1) result += String.fromCharCode(bytes[index]!);
  return result;
}
