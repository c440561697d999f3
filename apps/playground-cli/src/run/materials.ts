import type { Readable } from 'node:stream';
import { UsageError } from '../failures.js';
import { findFile } from '../input/find-file.js';
import { inputFile, loadInput } from '../input/load-input.js';
import { loadModules } from '../input/load-modules.js';
import { loadSource } from '../input/load-source.js';
import type { RunRequest } from './run-request.js';
import type { RunSource } from './runner-port.js';

/** What a run is made of. Files are read anew for each run; standard input can be read only once. */
export interface Materials {
  source(signal: AbortSignal): Promise<RunSource>;
  input(signal: AbortSignal): Promise<unknown>;
}

/**
 * Throws a `UsageError` when several want the standard input. `interrupt` ends the reading of it: the signal of a single
 * run must not, the next run wants it too.
 */
export function openMaterials(
  request: Omit<RunRequest, 'sandbox'>,
  stdin: Readable,
  interrupt: AbortSignal,
): Materials {
  const { file, input, export_name, modules_folder } = request;
  if ([file, input, request.policy.file].filter((each) => each === '-').length > 1) {
    throw new UsageError('only one of FILE, --input and --policy can be - : there is one standard input');
  }
  if (modules_folder !== undefined && file === '-') {
    throw new UsageError('--modules needs a FILE in its folder; standard input is in none');
  }
  let from_stdin: Promise<unknown> | undefined;
  return {
    source: async (signal) => {
      if (modules_folder === undefined) return loadSource(file, export_name, stdin, signal);
      const { entry, modules } = await loadModules(modules_folder, file);
      return { type: 'modules', entry, modules, ...(export_name === undefined ? {} : { export_name }) };
    },
    input: async (signal) => {
      if (input === undefined) return undefined;
      if (input !== '-') return loadInput(input, stdin, signal);
      from_stdin ??= loadInput(input, stdin, interrupt);
      return from_stdin;
    },
  };
}

/** The files whose changes matter. Throws a `UsageError` when one is missing, or when FILE is standard input. */
export async function watchedFiles({ file, input, modules_folder }: RunRequest): Promise<string[]> {
  if (file === '-') throw new UsageError('--watch needs a FILE that can change; standard input cannot');
  await findFile(file, 'FILE');
  const files = modules_folder === undefined ? [file] : (await loadModules(modules_folder, file)).files;
  const from_file = inputFile(input);
  if (!from_file) return [...files];
  await findFile(from_file, '--input');
  return [...files, from_file];
}
