import type { Readable } from 'node:stream';
import type { RunSource } from '../run/runner-port.js';
import { findFile } from './find-file.js';
import { readFile } from './read-file.js';
import { readStream } from './read-stream.js';

/** The codelet that FILE stands for: a file, a pipe, or `-` for standard input. Throws a `UsageError`. */
export async function loadSource(
  file: string,
  export_name: string | undefined,
  stdin: Readable,
  signal: AbortSignal,
): Promise<RunSource> {
  const named = export_name === undefined ? {} : { export_name };
  if (file === '-') {
    return { type: 'string', code: await readStream(stdin, 'FILE', signal), filename: 'stdin.js', ...named };
  }
  if ((await findFile(file, 'FILE')).regular) return { type: 'file', path: file, ...named };
  // A pipe, as in `codelets run <(generate)`, can be read only once and has no size.
  return { type: 'string', code: await readFile(file, 'FILE', signal), filename: 'pipe.js', ...named };
}
