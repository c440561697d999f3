import type { CheckedPolicyDocument } from '@codelets/runner';
import type { CommandContext } from '../context.js';
import { parseJson } from './parse-json.js';
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
  const document = parseJson(text, file === '-' ? 'standard input' : file);
  const { checkPolicyDocument } = await import('@codelets/runner');
  return { document, checked: checkPolicyDocument(document) };
}
