import { constants } from 'node:fs';
import { open, realpath } from 'node:fs/promises';
import { basename, dirname, join, posix, relative, resolve, sep } from 'node:path';
import { LIMITS } from '@codelets/core';
import { hasCode, UsageError } from '../failures.js';
import { unreadable } from './find-file.js';

export interface LoadedModules {
  readonly entry: string;
  /** The texts by path, such as `./lib/total.js`. */
  readonly modules: Record<string, string>;
  /** Where they were read. */
  readonly files: readonly string[];
}

const OPTION = '--modules';
/** As many as a codelet may have. */
const MAXIMUM_FILES = 1000;
const MAXIMUM_BYTES = LIMITS.max_source_bytes.maximum;

/**
 * A literal that may be the path of a module. Which of them are imported is for the compiler to say: one file too many
 * does no harm, it is of the folder that may be read.
 */
const RELATIVE = /(["'`])(\.{1,2}\/[^"'`\n\\]*\.(?:js|mjs|ts|mts|json))\1/g;

/**
 * FILE, and what of the folder it reaches by relative paths. Nothing outside of the folder is read, whatever paths and
 * links in it say. Throws a `UsageError`.
 */
export async function loadModules(folder: string, file: string): Promise<LoadedModules> {
  const root = await real(folder, OPTION);
  const path = relative(root, join(await real(dirname(resolve(file)), 'FILE'), basename(file)));
  if (path.startsWith('..') || resolve(path) === path)
    throw new UsageError(`FILE: ${file} is not in the folder of ${OPTION}, ${folder}`);
  const entry = `./${path.split(sep).join('/')}`;
  const modules: [string, string][] = [];
  const files: string[] = [];
  const found = new Set([entry]);
  let left = MAXIMUM_BYTES;
  // A set is walked in the order in which it grows.
  for (const id of found) {
    const at = join(root, id);
    const text = await readInside(root, id, left, id === entry);
    if (text === undefined) continue;
    left -= Buffer.byteLength(text);
    modules.push([id, text]);
    files.push(at);
    if (id.endsWith('.json')) continue;
    for (const [, , specifier] of text.matchAll(RELATIVE)) {
      const reached = posix.join(posix.dirname(id), specifier as string);
      if (!reached.startsWith('..')) found.add(`./${reached}`);
    }
    if (found.size > MAXIMUM_FILES)
      throw new UsageError(`${OPTION}: FILE reaches more than ${MAXIMUM_FILES} files`);
  }
  // From entries, so that a file such as __proto__ is a file and nothing else.
  return { entry, modules: Object.fromEntries(modules), files };
}

/** The text of a file; `undefined` where there is none, of which the compiler tells with its place. */
async function readInside(
  root: string,
  id: string,
  maximum: number,
  is_entry: boolean,
): Promise<string | undefined> {
  try {
    const target = await realpath(join(root, id));
    // A link is as good as what it leads to: `./key.json` may be the key of somebody's cloud.
    if (!target.startsWith(root.endsWith(sep) ? root : `${root}${sep}`))
      throw new UsageError(`${OPTION}: ${id} is a link that leads out of the folder`);
    return await read(target, id, maximum);
  } catch (error) {
    if (!is_entry && hasCode(error) && (error.code === 'ENOENT' || error.code === 'ENOTDIR'))
      return undefined;
    throw unreadable(error, id, is_entry ? 'FILE' : OPTION);
  }
}

async function read(target: string, id: string, maximum: number): Promise<string> {
  // The last part is no link any more, and a pipe that nobody writes to must not hold the command.
  const flags = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0);
  const file = await open(target, flags);
  try {
    const found = await file.stat();
    if (!found.isFile()) throw new UsageError(`${OPTION}: ${id} is no regular file`);
    if (found.size > maximum)
      throw new UsageError(`${OPTION}: FILE reaches more than ${MAXIMUM_BYTES} bytes`);
    return new TextDecoder().decode(await file.readFile());
  } finally {
    await file.close();
  }
}

async function real(path: string, name: string): Promise<string> {
  try {
    return await realpath(path);
  } catch (error) {
    throw unreadable(error, path, name);
  }
}
