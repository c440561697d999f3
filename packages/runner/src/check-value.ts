import type { CodeletError, StandardSchema } from '@codelets/core';
import { failure } from '@codelets/session';
import { checkSchemaWithin, issuesText, type SchemaIssue } from './capabilities/check-schema.js';
import type { ResolvedRunOptions } from './options/run-options.js';
import type { Step } from './run-parts.js';

/** The input or the result as the caller's schema has it, within the time of the run. */
export async function checkValue(
  schema: StandardSchema | undefined,
  what: 'input' | 'result',
  value: unknown,
  { signal, limits }: Pick<ResolvedRunOptions, 'signal' | 'limits'>,
): Promise<Step<unknown>> {
  const checked = await checkSchemaWithin(schema, value, { signal, timeout_ms: limits.timeout_ms });
  if (checked === 'aborted') {
    const text = `The run ended while the schema of the ${what} was asked`;
    return { ok: false, error: failure('ABORTED', text) };
  }
  if (checked === 'late') {
    const text = `The schema of the ${what} did not answer within ${limits.timeout_ms} ms`;
    const details = { limit: 'timeout_ms', limit_value: limits.timeout_ms };
    return { ok: false, error: failure('TIMEOUT', text, { details }) };
  }
  return checked.ok ? checked : { ok: false, error: schemaFailure(what, checked.issues) };
}

function schemaFailure(what: 'input' | 'result', issues: readonly SchemaIssue[]): CodeletError {
  const code = what === 'input' ? 'INVALID_INPUT' : 'INVALID_OUTPUT';
  const text = `The ${what} is not valid: ${issuesText(issues)}`;
  return failure(code, text, { details: { in: what, issues } });
}
