import type { StandardIssue, StandardSchema } from '@codelets/core';

export interface SchemaIssue {
  /** Such as `items[2].price`; empty for the value itself. */
  readonly path: string;
  readonly message: string;
}

export type Checked =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly issues: readonly SchemaIssue[] };

const MAXIMUM_ISSUES = 100;

/** Checks a value; a schema that throws has found an issue. Never rejects. */
export async function checkSchema(schema: StandardSchema | undefined, value: unknown): Promise<Checked> {
  if (!schema) return { ok: true, value };
  try {
    const result = await schema['~standard'].validate(value);
    if (!result.issues) return { ok: true, value: result.value };
    return { ok: false, issues: result.issues.slice(0, MAXIMUM_ISSUES).map(plain) };
  } catch {
    return { ok: false, issues: [{ path: '', message: 'The schema could not check the value' }] };
  }
}

/** A schema of a run may wait for anything, for ever: it has the run's time, and ends with the run. */
export async function checkSchemaWithin(
  schema: StandardSchema | undefined,
  value: unknown,
  { signal, timeout_ms }: { readonly signal: AbortSignal | undefined; readonly timeout_ms: number },
): Promise<Checked | 'late' | 'aborted'> {
  if (!schema) return { ok: true, value };
  let timer: ReturnType<typeof setTimeout> | undefined;
  let abort: (() => void) | undefined;
  const ended = new Promise<'late' | 'aborted'>((resolve) => {
    timer = setTimeout(() => resolve('late'), timeout_ms);
    abort = () => resolve('aborted');
    signal?.addEventListener('abort', abort, { once: true });
    if (signal?.aborted) abort();
  });
  try {
    return await Promise.race([ended, checkSchema(schema, value)]);
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', abort!);
  }
}

function plain({ message, path = [] }: StandardIssue): SchemaIssue {
  let text = '';
  for (const part of path) {
    const key = typeof part === 'object' ? part.key : part;
    if (typeof key === 'number') text += `[${key}]`;
    else text += `${text === '' ? '' : '.'}${String(key)}`;
  }
  return { path: text, message: String(message) };
}

/** The first issues in one line. */
export function issuesText(issues: readonly SchemaIssue[]): string {
  const shown = issues
    .slice(0, 3)
    .map(({ path, message }) => (path === '' ? message : `${path}: ${message}`));
  if (issues.length > shown.length) shown.push(`and ${issues.length - shown.length} more`);
  return shown.join('; ');
}
