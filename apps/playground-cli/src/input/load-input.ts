import type { Readable } from 'node:stream';
import { UsageError } from '../failures.js';
import { readFile } from './read-file.js';
import { readStream } from './read-stream.js';

/** The file behind `--input @file`. */
export function inputFile(given: string | undefined): string | undefined {
  return given?.startsWith('@') ? given.slice(1) : undefined;
}

/**
 * What an option such as `--input` stands for: JSON, `@file` with JSON in it, or `-` for JSON on standard input.
 * Throws a `UsageError` when it cannot be read or is not JSON.
 */
export async function loadInput(
  given: string,
  stdin: Readable,
  signal: AbortSignal,
  option = '--input',
): Promise<unknown> {
  const path = inputFile(given);
  if (path === '') throw new UsageError(`${option}: a file name has to follow the @`);
  if (path !== undefined) return parse(await readFile(path, option, signal), path, option);
  if (given === '-') return parse(await readStream(stdin, option, signal), 'standard input', option);
  return parse(given, undefined, option);
}

function parse(text: string, where: string | undefined, option: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    const place = where === undefined ? option : `${option}: ${where}`;
    const hint = where === undefined ? `. Quote it for your shell: ${option} '{"value": 21}'` : '';
    throw new UsageError(`${place} is not JSON: ${(error as Error).message}${hint}`);
  }
}
