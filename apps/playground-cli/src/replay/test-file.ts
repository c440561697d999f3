import { readFile, stat, writeFile } from 'node:fs/promises';
import { dirname, relative, resolve, sep } from 'node:path';
import type { Recording } from '@codelets/core';
import type { PolicyDocument } from '@codelets/runner';
import { hasCode, UsageError } from '../failures.js';
import { unreadable } from '../input/find-file.js';
import { MARK, testText } from './test-text.js';

const OPTION = '--test';

/** Throws a `UsageError` where somebody's own file is in the place of a test. */
export async function checkTestFile(path: string): Promise<void> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    if (hasCode(error) && error.code === 'ENOENT') return mustBeFolder(dirname(resolve(path)));
    throw unreadable(error, path, OPTION);
  }
  if (text.startsWith(MARK)) return;
  throw new UsageError(`${OPTION}: ${path} is there already, and was not made by this command`);
}

async function mustBeFolder(path: string): Promise<void> {
  const found = await stat(path).catch(() => undefined);
  if (!found?.isDirectory()) throw new UsageError(`${OPTION}: there is no folder ${path}`);
}

/** Writes a vitest test of a recording, which it reads by the path from one to the other. Throws a `UsageError`. */
export async function writeTestFile(
  path: string,
  recording: { readonly content: Recording; readonly path: string },
  modules: PolicyDocument['modules'],
): Promise<void> {
  await checkTestFile(path);
  const way = relative(dirname(resolve(path)), resolve(recording.path)).split(sep);
  const recording_url = `./${way.map(encodeURIComponent).join('/')}`;
  const text = testText({
    recording: recording.content,
    recording_url,
    modules: recording.content.modules.length === 0 ? undefined : modules,
  });
  try {
    await writeFile(path, text);
  } catch (error) {
    throw hasCode(error) ? new UsageError(`${OPTION}: cannot write ${path}: ${error.code}`) : error;
  }
}
