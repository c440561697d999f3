import type { Readable } from 'node:stream';
import { UsageError } from '../failures.js';
import { findFile } from '../input/find-file.js';
import { inputFile, loadInput } from '../input/load-input.js';
import { loadSource } from '../input/load-source.js';
import type { RunRequest } from './run-request.js';
import type { RunSource } from './runner-port.js';

/** What a run is made of. Files are read anew for each run; standard input can be read only once. */
export interface Materials {
  source(signal: AbortSignal): Promise<RunSource>;
  input(signal: AbortSignal): Promise<unknown>;
}

/**
 * Throws a `UsageError` when both want the standard input. `interrupt` ends the reading of it: the signal of a single
 * run must not, the next run wants it too.
 */
export function openMaterials(
  request: Omit<RunRequest, 'sandbox'>,
  stdin: Readable,
  interrupt: AbortSignal,
): Materials {
  const { file, input, export_name } = request;
  if (file === '-' && input === '-') {
    throw new UsageError('only one of FILE and --input can be - : there is one standard input');
  }
  let from_stdin: Promise<unknown> | undefined;
  return {
    source: (signal) => loadSource(file, export_name, stdin, signal),
    input: async (signal) => {
      if (input === undefined) return undefined;
      if (input !== '-') return loadInput(input, stdin, signal);
      from_stdin ??= loadInput(input, stdin, interrupt);
      return from_stdin;
    },
  };
}

/** The files whose changes matter. Throws a `UsageError` when one is missing, or when FILE is standard input. */
export async function watchedFiles({ file, input }: RunRequest): Promise<string[]> {
  if (file === '-') throw new UsageError('--watch needs a FILE that can change; standard input cannot');
  await findFile(file, 'FILE');
  const from_file = inputFile(input);
  if (!from_file) return [file];
  await findFile(from_file, '--input');
  return [file, from_file];
}
