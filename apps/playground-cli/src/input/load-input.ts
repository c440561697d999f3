import type { Readable } from 'node:stream';
import { UsageError } from '../failures.js';
import { readFile } from './read-file.js';
import { readStream } from './read-stream.js';

const OPTION = '--input';

/** The file behind `--input @file`. */
export function inputFile(given: string | undefined): string | undefined {
  return given?.startsWith('@') ? given.slice(1) : undefined;
}

/**
 * The input that `--input` stands for: JSON, `@file` with JSON in it, or `-` for JSON on standard input.
 * Throws a `UsageError` when it cannot be read or is not JSON.
 */
export async function loadInput(given: string, stdin: Readable, signal: AbortSignal): Promise<unknown> {
  const path = inputFile(given);
  if (path === '') throw new UsageError(`${OPTION}: a file name has to follow the @`);
  if (path !== undefined) return parse(await readFile(path, OPTION, signal), path);
  if (given === '-') return parse(await readStream(stdin, OPTION, signal), 'standard input');
  return parse(given, undefined);
}

function parse(text: string, where: string | undefined): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    const place = where === undefined ? OPTION : `${OPTION}: ${where}`;
    const hint = where === undefined ? `. Quote it for your shell: ${OPTION} '{"value": 21}'` : '';
    throw new UsageError(`${place} is not JSON: ${(error as Error).message}${hint}`);
  }
}
