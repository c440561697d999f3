import { createReadStream } from 'node:fs';
import { findFile, unreadable } from './find-file.js';
import { readStream } from './read-stream.js';

/** Reads a file or a pipe as text. Throws a `UsageError` that begins with `name` when it cannot be read. */
export async function readFile(path: string, name: string, signal: AbortSignal): Promise<string> {
  await findFile(path, name);
  try {
    return await readStream(createReadStream(path), name, signal);
  } catch (error) {
    throw unreadable(error, path, name);
  }
}
