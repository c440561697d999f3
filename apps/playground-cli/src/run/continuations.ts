import type { CodeletResult } from '@codelets/core';
import type { CommandContext } from '../context.js';
import { UsageError } from '../failures.js';
import { createPalette } from '../output/palette.js';
import { beginPrivateFile, type FileInTheMaking } from '../output/private-file.js';
import { neutralise } from '../output/terminal-text.js';

/** The flags of commands whose run may end in the middle. */
export interface ContinuationFlags {
  continuationKeyFile?: string;
  saveContinuation?: string;
}

/** A continuation that is to be kept, if the run gives one. */
export interface KeptContinuation extends FileInTheMaking {
  readonly path: string;
}

/** Throws a `UsageError` for flags that cannot be together. */
export function checkContinuationFlags(flags: ContinuationFlags, watch: boolean): void {
  const { continuationKeyFile: key_file, saveContinuation: path } = flags;
  if ((key_file === undefined) !== (path === undefined))
    throw new UsageError('--continuation-key-file and --save-continuation need each other');
  if (path !== undefined && watch)
    throw new UsageError('--save-continuation is for a single run: leave --watch away');
}

/** Begins the file of a continuation. Throws a `UsageError` where it cannot be written. */
export async function beginContinuation(flags: ContinuationFlags): Promise<KeptContinuation | undefined> {
  const { saveContinuation: path } = flags;
  if (path === undefined) return undefined;
  return { path, ...(await beginPrivateFile(path, '--save-continuation')) };
}

/** Writes the continuation of a run that has one, and says what it is for. */
export async function keepContinuation(
  { continuation }: CodeletResult,
  kept: KeptContinuation | undefined,
  { stderr, env }: CommandContext,
): Promise<void> {
  if (!kept || continuation === undefined) return;
  await kept.finish(`${continuation}\n`);
  const said = `its continuation is in ${neutralise(kept.path)}: go on with codelets resume. It holds the source, the input, env and all answers in clear`;
  stderr.write(`${createPalette(stderr, env).dim(said)}\n`);
}
