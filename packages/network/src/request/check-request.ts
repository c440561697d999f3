import type { WireRequest } from '@codelets/core';
import { NetworkRefusedError } from '../network-refused-error.js';
import { isFieldValue, isForbiddenToCodelets, isToken } from './header-names.js';
import { METHODS_NEVER_SENT } from './methods.js';

const MAXIMUM_URL_LENGTH = 16_384;
const MAXIMUM_HEADERS = 100;
const MAXIMUM_HEADER_BYTES = 16_384;
const MAXIMUM_BODY_BYTES = 1 << 20;

export interface CheckedRequest {
  readonly url: URL;
  readonly method: string;
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: Uint8Array | null;
  readonly redirect: WireRequest['redirect'];
}

/** A request of a codelet, which may be anything. Throws `NetworkRefusedError`. */
export function checkRequest(request: WireRequest): CheckedRequest {
  const { url, method, headers, body, redirect } = request;
  if (typeof url !== 'string' || typeof method !== 'string' || !Array.isArray(headers)) throw malformed();
  if (redirect !== 'follow' && redirect !== 'error' && redirect !== 'manual') throw malformed();
  if (body !== null && !(body instanceof Uint8Array)) throw malformed();
  const name = method.toUpperCase();
  if (!isToken(method) || METHODS_NEVER_SENT.has(name)) throw new NetworkRefusedError('method');
  if (body !== null && (name === 'GET' || name === 'HEAD')) throw malformed();
  if (body !== null && body.byteLength > MAXIMUM_BODY_BYTES) throw new NetworkRefusedError('too-large');
  return { url: checkUrl(url), method: name, headers: checkHeaders(headers), body, redirect };
}

/** An absolute URL of http or https without credentials; its fragment is dropped. Every hop comes through here. */
export function checkUrl(text: string, base?: URL): URL {
  if (text.length > MAXIMUM_URL_LENGTH) throw new NetworkRefusedError('too-large');
  let url: URL;
  try {
    url = new URL(text, base);
  } catch {
    throw malformed();
  }
  if (url.protocol !== 'http:' && url.protocol !== 'https:') throw new NetworkRefusedError('scheme');
  // `http://allowed.example@evil.example` is evil.example, and secrets in URLs end in logs.
  if (url.username !== '' || url.password !== '') throw new NetworkRefusedError('credentials');
  url.hash = '';
  return url;
}

function checkHeaders(headers: readonly unknown[]): CheckedRequest['headers'] {
  if (headers.length > MAXIMUM_HEADERS) throw new NetworkRefusedError('header');
  let bytes = 0;
  return headers.map((pair) => {
    const [name, value] = Array.isArray(pair) && pair.length === 2 ? (pair as unknown[]) : [];
    if (typeof name !== 'string' || typeof value !== 'string') throw malformed();
    bytes += name.length + value.length;
    const lower = name.toLowerCase();
    if (
      !isToken(name) ||
      !isFieldValue(value) ||
      isForbiddenToCodelets(lower) ||
      bytes > MAXIMUM_HEADER_BYTES
    )
      throw new NetworkRefusedError('header');
    return [lower, value] as const;
  });
}

function malformed(): NetworkRefusedError {
  return new NetworkRefusedError('malformed');
}
