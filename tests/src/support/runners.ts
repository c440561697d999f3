import {
  createCodeletRunner,
  type CodeletResult,
  type CodeletRunner,
  type CodeletRunnerOptions,
} from '@codelets/runner';
import { onTestFinished } from 'vitest';
import { waitUntil } from './wait-until.js';

/** A runner that is disposed when the test is over. */
export function openRunner(options?: CodeletRunnerOptions): CodeletRunner {
  const runner = createCodeletRunner(options);
  onTestFinished(() => runner.dispose());
  return runner;
}

export const string = (code: string): { type: 'string'; code: string } => ({ type: 'string', code });

export const INNOCENT = string('export const main = (n) => n + 1');

/** The code of a failed result, or `ok`. */
export const codeOf = (result: CodeletResult): string => (result.ok ? 'ok' : result.error.code);

export interface Occupied {
  readonly result: Promise<CodeletResult>;
  /** Lets the codelet go. */
  free(): void;
}

/** Holds one host of a runner until it is freed. Resolves when the codelet is running. */
export async function occupy(runner: CodeletRunner): Promise<Occupied> {
  const controller = new AbortController();
  let isRunning = false;
  const result = runner.run(string('console.log(1); export const main = () => new Promise(() => {})'), {
    timeout_ms: 15_000,
    signal: controller.signal,
    on_log: () => (isRunning = true),
  });
  await waitUntil(() => isRunning);
  return { result, free: () => controller.abort() };
}
