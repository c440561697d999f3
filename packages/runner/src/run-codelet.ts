import type { CodeletResult } from '@codelets/core';
import { createCodeletRunner } from './create-runner.js';
import type { CheckedInput, CodeletRunner, CodeletRunOptions, CodeletSource, ValueOf } from './types.js';

let shared: CodeletRunner | undefined;

/**
 * Runs a codelet on a shared runner with all defaults: vm2 in a process, 2000 ms, 128 MiB. The runner starts with the
 * first call and never keeps the process alive. See `CodeletRunner.run` for results and errors.
 */
export async function runCodelet<T = unknown, O extends CodeletRunOptions = CodeletRunOptions>(
  source: CodeletSource,
  options?: O & CheckedInput<O>,
): Promise<CodeletResult<ValueOf<O, T>>> {
  shared ??= createCodeletRunner();
  return shared.run<T, O>(source, options);
}
