import type { CheckedPolicyDocument } from '@codelets/runner';
import type { CommandContext } from '../context.js';
import { UsageError } from '../failures.js';
import { readFile } from './read-file.js';
import { readStream } from './read-stream.js';

/** The policy document in a file, or `-` for standard input, checked. Throws a `UsageError` where there is none. */
export async function loadPolicy(
  file: string,
  name: string,
  { stdin, interrupt }: CommandContext,
): Promise<{ readonly document: unknown; readonly checked: CheckedPolicyDocument }> {
  const text =
    file === '-' ? await readStream(stdin, name, interrupt) : await readFile(file, name, interrupt);
  const document = parse(text, file === '-' ? 'standard input' : file);
  const { checkPolicyDocument } = await import('@codelets/runner');
  return { document, checked: checkPolicyDocument(document) };
}

function parse(text: string, where: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    throw new UsageError(`${where} is not JSON: ${(error as Error).message}`);
  }
}
