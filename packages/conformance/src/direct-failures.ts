import { CannotCrossError, TooLargeError, encode, type CodeletError, type RunLimits } from '@codelets/core';
import { compile, type CompiledCodelet, type CompileFailure } from '@codelets/compiler';
import { describeLocation, failure, type SourceText } from '@codelets/session';
import type { RunResult } from './subject.js';

/** The result of a run that never starts. */
export function refused(error: CodeletError): RunResult {
  const violations = error.code === 'POLICY_VIOLATION' ? 1 : 0;
  return { outcome: { ok: false, error }, logs: [], logs_dropped: 0, violations, duration_ms: 0 };
}

export function compileFor(
  source: SourceText,
  export_name: string,
  granted: string[],
): { compiled: CompiledCodelet } | { error: CodeletError } {
  const outcome = compile(source.code, { filename: source.filename, export_name, granted });
  return outcome.ok ? outcome : { error: compileError(outcome.failure, source) };
}

export function compileError(
  { code, message, line, column, denied }: CompileFailure,
  source: SourceText,
): CodeletError {
  const location = describeLocation(source.filename, source.code, line, column);
  return failure(code, message, {
    name: code === 'SYNTAX_ERROR' ? 'SyntaxError' : 'PolicyViolation',
    ...(location === undefined ? {} : { location }),
    ...(denied === undefined ? {} : { details: { denied } }),
  });
}

/** A value of the caller as text, or why it cannot enter. */
export function textOf(
  what: 'input' | 'globals',
  value: unknown,
  { max_input_bytes }: RunLimits,
): string | CodeletError {
  try {
    return encode(value, max_input_bytes, { own_bytes: true });
  } catch (thrown) {
    const text = `The ${what} cannot enter the sandbox`;
    if (thrown instanceof CannotCrossError) {
      return failure('INVALID_INPUT', text, {
        details: { in: what, path: thrown.path, found: thrown.found },
      });
    }
    const facts = { in: what, limit: 'max_input_bytes', limit_value: max_input_bytes };
    return failure('INVALID_INPUT', text, {
      details: thrown instanceof TooLargeError ? facts : { in: what },
    });
  }
}
