import { randomBytes } from 'node:crypto';
import { open, rename, stat, unlink } from 'node:fs/promises';
import { hasCode, UsageError } from '../failures.js';

/** A file that is to be: its place is known to be writable, and nothing is there before the text is whole. */
export interface FileInTheMaking {
  /** Puts the file in its place, instead of one that was there. */
  finish(text: string): Promise<void>;
  /** Leaves nothing behind, unless it was finished. */
  discard(): Promise<void>;
}

/**
 * Begins a file that only its owner may read. Throws a `UsageError` that begins with `name` when it cannot be: a run
 * is not worth its time when nothing can be kept of it.
 */
export async function beginPrivateFile(path: string, name: string): Promise<FileInTheMaking> {
  const draft = `${path}.${randomBytes(6).toString('hex')}.tmp`;
  const refuse = (error: unknown): unknown =>
    hasCode(error) ? new UsageError(`${name}: cannot write ${path}: ${error.code}`) : error;
  await mustBeNoFolder(path, name);
  // A file of that name that is there already keeps its mode, and may be a link to anywhere: it is replaced, not written.
  const file = await open(draft, 'wx', 0o600).catch((error: unknown) => {
    throw refuse(error);
  });
  let is_open = true;
  const close = async (): Promise<void> => {
    if (is_open) await file.close();
    is_open = false;
  };
  return {
    async finish(text) {
      try {
        await file.writeFile(text);
        await close();
        await rename(draft, path);
      } catch (error) {
        throw refuse(error);
      }
    },
    async discard() {
      await close();
      await unlink(draft).catch(() => undefined);
    },
  };
}

async function mustBeNoFolder(path: string, name: string): Promise<void> {
  const found = await stat(path).catch(() => undefined);
  if (found?.isDirectory()) throw new UsageError(`${name}: cannot write ${path}: it is a directory`);
}
