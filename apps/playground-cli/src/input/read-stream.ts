import type { Readable } from 'node:stream';
import { LIMITS } from '@codelets/core';
import { UsageError } from '../failures.js';

/** More than any run may be given. Without an end, a stream such as `yes` would fill the memory. */
const MAXIMUM_BYTES = Math.max(LIMITS.max_source_bytes.maximum, LIMITS.max_input_bytes.maximum);

/**
 * Reads a stream to its end as UTF-8, without a byte order mark.
 * Throws a `UsageError` that begins with `name` when it holds too much, and the reason of `signal` when that aborts.
 */
export async function readStream(stream: Readable, name: string, signal: AbortSignal): Promise<string> {
  signal.throwIfAborted();
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  const stop = (): void => void stream.destroy();
  signal.addEventListener('abort', stop, { once: true });
  try {
    for await (const chunk of stream as AsyncIterable<Uint8Array | string>) {
      const part = typeof chunk === 'string' ? Buffer.from(chunk) : chunk;
      bytes += part.byteLength;
      if (bytes > MAXIMUM_BYTES) throw new UsageError(`${name} holds more than ${MAXIMUM_BYTES} bytes`);
      chunks.push(part);
    }
  } catch (error) {
    signal.throwIfAborted();
    throw error;
  } finally {
    signal.removeEventListener('abort', stop);
  }
  signal.throwIfAborted();
  return new TextDecoder().decode(Buffer.concat(chunks));
}
