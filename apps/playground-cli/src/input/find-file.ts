import { stat } from 'node:fs/promises';
import { hasCode, UsageError } from '../failures.js';

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  ENOTDIR: 'there is no such file',
  EACCES: 'it may not be read',
  EPERM: 'it may not be read',
  EISDIR: 'it is a directory',
  ELOOP: 'its links go round in a circle',
  ENAMETOOLONG: 'the name is too long',
};

/** Whether there is a file to read, and whether it is a regular one (not a pipe or a terminal). Throws a `UsageError`. */
export async function findFile(path: string, name: string): Promise<{ readonly regular: boolean }> {
  try {
    const found = await stat(path);
    if (found.isDirectory()) throw new UsageError(`${name}: cannot read ${path}: ${REASONS.EISDIR}`);
    return { regular: found.isFile() };
  } catch (error) {
    throw unreadable(error, path, name);
  }
}

/** What the operating system said about a file, as a `UsageError`; any other error stays what it is. */
export function unreadable(error: unknown, path: string, name: string): unknown {
  if (error instanceof UsageError || !hasCode(error)) return error;
  return new UsageError(`${name}: cannot read ${path}: ${REASONS[error.code] ?? error.code}`);
}
