import { promisify } from 'node:util';
import { brotliDecompress, constants, gunzip, inflate, inflateRaw } from 'node:zlib';
import { NetworkRefusedError } from '../network-refused-error.js';

const [gunzipAsync, inflateAsync, inflateRawAsync, brotliAsync] = [
  promisify(gunzip),
  promisify(inflate),
  promisify(inflateRaw),
  promisify(brotliDecompress),
];

/** What requests ask for, and all that is decoded. */
export const ACCEPTED_ENCODINGS = 'gzip, deflate, br';

/**
 * A body as the codelet gets it. The cap holds for what comes out as well: zlib stops at it, so that a small body that
 * unpacks to gigabytes costs no more memory than the cap. Only one coding is undone: bombs are packed several times.
 */
export async function decodeBody(
  body: Buffer,
  encoding: string,
  max_response_bytes: number,
): Promise<Buffer> {
  const codings = encoding
    .toLowerCase()
    .split(',')
    .map((coding) => coding.trim())
    .filter((coding) => coding !== '' && coding !== 'identity');
  if (codings.length === 0 || body.length === 0) return body;
  if (codings.length > 1) throw new NetworkRefusedError('encoding');
  try {
    return await decode(body, codings[0]!, max_response_bytes);
  } catch (cause) {
    const isBomb = (cause as { code?: unknown }).code === 'ERR_BUFFER_TOO_LARGE';
    throw new NetworkRefusedError(isBomb ? 'too-large' : 'encoding', { cause });
  }
}

async function decode(body: Buffer, coding: string, maxOutputLength: number): Promise<Buffer> {
  const options = { maxOutputLength, finishFlush: constants.Z_SYNC_FLUSH };
  switch (coding) {
    case 'gzip':
    case 'x-gzip':
      return gunzipAsync(body, options);
    case 'deflate':
      // Half of the servers leave out the zlib wrapper; its first byte tells.
      return (body[0]! & 0x0f) === 0x08 ? inflateAsync(body, options) : inflateRawAsync(body, options);
    case 'br':
      return brotliAsync(body, { maxOutputLength });
    default:
      throw new NetworkRefusedError('encoding');
  }
}
