import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { PolicyDocumentParts } from '@codelets/runner';
import { UsageError } from '../failures.js';
import { findFile } from './find-file.js';

const OPTION = '--capabilities';

/**
 * The functions that a module of the caller exports, by group and name: its default export, or else its named ones.
 * It is code of the caller and runs in this process, with all that the caller may do. Throws a `UsageError` where it
 * cannot be loaded, and the reason of `signal` when that aborts first.
 */
export async function loadCapabilities(
  file: string,
  signal: AbortSignal,
): Promise<NonNullable<PolicyDocumentParts['capabilities']>> {
  await findFile(file, OPTION);
  const { default: groups, ...named } = await importing(file, signal);
  // What it is made of is checked with the policy, by path.
  return (groups ?? named) as NonNullable<PolicyDocumentParts['capabilities']>;
}

/** A module may wait at its top level for something that never comes. */
async function importing(file: string, signal: AbortSignal): Promise<Record<string, unknown>> {
  signal.throwIfAborted();
  let stop = (): void => undefined;
  const aborted = new Promise<never>((_resolve, reject) => {
    stop = () => reject(signal.reason as Error);
    signal.addEventListener('abort', stop, { once: true });
  });
  try {
    return await Promise.race([load(file), aborted]);
  } finally {
    signal.removeEventListener('abort', stop);
  }
}

async function load(file: string): Promise<Record<string, unknown>> {
  try {
    return (await import(pathToFileURL(resolve(file)).href)) as Record<string, unknown>;
  } catch (error) {
    const said = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
    throw new UsageError(`${OPTION}: cannot import ${file}: ${said}`, { cause: error });
  }
}
