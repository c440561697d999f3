import { afterEach } from 'vitest';
import type { CodeletResult } from '@codelets/core';
import { createCodeletRunner } from '../create-runner.js';
import type { CodeletRunner, CodeletRunnerOptions } from '../types.js';
import { FakeAdapter } from './fake-adapter.js';

/** A codelet that the fake hosts never read. */
export const SOURCE = { type: 'string', code: 'export const main = (input) => input' } as const;
const runners: CodeletRunner[] = [];

/** A runner with fake hosts that ends with the test. */
export function openRunner(options: CodeletRunnerOptions = {}) {
  const sandbox = new FakeAdapter();
  const runner = createCodeletRunner({ sandbox, pool: { max_hosts: 2, min_ready: 0 }, ...options });
  runners.push(runner);
  return { sandbox: (options.sandbox as FakeAdapter | undefined) ?? sandbox, runner };
}

afterEach(async () => {
  await Promise.all(runners.splice(0).map((runner) => runner.dispose()));
});

export const never = (): Promise<never> => new Promise(() => undefined);
export const codeOf = (result: CodeletResult): string => (result.ok ? 'ok' : result.error.code);
