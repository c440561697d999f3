import type { CodeletError } from '@codelets/core';
import type { CompileFailure } from '@codelets/compiler';
import { describeLocation, failure } from '@codelets/session';
import { failedSource, type ReadOk } from './compile-source.js';

/** A fault of the service is no error of the codelet, and has no name. */
const COMPILE_ERROR_NAMES: { readonly [code: string]: string } = {
  SYNTAX_ERROR: 'SyntaxError',
  POLICY_VIOLATION: 'PolicyViolation',
};

/** Why a source was not compiled, with the place in the author's text. */
export function compileError(read: ReadOk, failed: CompileFailure): CodeletError {
  const { code, message, line, column, denied } = failed;
  const source = failedSource(read, failed);
  const location = describeLocation(source.filename, source.code, line, column);
  const name = COMPILE_ERROR_NAMES[code];
  return failure(code, message, {
    ...(name === undefined ? {} : { name }),
    ...(location ? { location } : {}),
    ...(denied === undefined ? {} : { details: { denied } }),
  });
}
