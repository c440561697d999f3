import type { Recording } from '@codelets/core';
import type { CommandContext } from '../context.js';
import { UsageError } from '../failures.js';
import { parseJson } from './parse-json.js';
import { readFile } from './read-file.js';
import { readStream } from './read-stream.js';

/**
 * The recording in a file, or `-` for standard input, as far as choosing a sandbox needs it; the rest is for the
 * runner to check. Throws a `UsageError`.
 */
export async function loadRecording(file: string, { stdin, interrupt }: CommandContext): Promise<Recording> {
  const text =
    file === '-' ? await readStream(stdin, 'FILE', interrupt) : await readFile(file, 'FILE', interrupt);
  const where = file === '-' ? 'standard input' : file;
  const given = parseJson(text, where);
  const { sandbox, result } = (given ?? {}) as Partial<Recording>;
  if (typeof sandbox !== 'string' || typeof result?.text !== 'string')
    throw new UsageError(`${where} is no recording: codelets record writes one`);
  return given as Recording;
}
