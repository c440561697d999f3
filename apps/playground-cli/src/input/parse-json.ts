import { UsageError } from '../failures.js';

/** JSON of a file. Throws a `UsageError` that begins with `where` for a text that is none. */
export function parseJson(text: string, where: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    throw new UsageError(`${where} is not JSON: ${(error as Error).message}`);
  }
}
