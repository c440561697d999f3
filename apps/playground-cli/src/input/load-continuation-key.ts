import type { CommandContext } from '../context.js';
import { readFile } from './read-file.js';

/**
 * The key that signs continuations, from a file: what stands on a command line, every user of the machine can read.
 * A newline at its end is none of it. Throws a `UsageError` where it cannot be read.
 */
export async function loadContinuationKey(file: string, { interrupt }: CommandContext): Promise<string> {
  return (await readFile(file, '--continuation-key-file', interrupt)).replace(/\r?\n$/, '');
}
