import type { CodeletResult, SandboxAdapter } from '@codelets/core';
import type { RunOptions, RunResult, Subject } from './subject.js';

/** The part of `@codelets/runner` that the suite uses; inject its `createCodeletRunner`. */
export type CreateRunner = (options: {
  sandbox: SandboxAdapter;
  pool: { max_hosts: number; min_ready: number };
}) => {
  run(
    source: { type: 'string'; code: string; export_name?: string; filename?: string },
    options: Omit<RunOptions, 'export_name' | 'filename'>,
  ): Promise<CodeletResult>;
  dispose(): Promise<void>;
};

/** Runs the cases through a runner: the same behaviour is asked of pool, options and results. */
export class RunnerSubject implements Subject {
  readonly #runner: ReturnType<CreateRunner>;

  constructor(createRunner: CreateRunner, sandbox: SandboxAdapter) {
    this.#runner = createRunner({ sandbox, pool: { max_hosts: 2, min_ready: 1 } });
  }

  async run(code: string, { export_name, filename, ...options }: RunOptions = {}): Promise<RunResult> {
    const named = {
      ...(export_name === undefined ? {} : { export_name }),
      ...(filename === undefined ? {} : { filename }),
    };
    const result = await this.#runner.run({ type: 'string', code, ...named }, options);
    const { logs, duration_ms, stats } = result;
    const { logs_dropped, violations } = stats;
    const outcome = result.ok
      ? { ok: true as const, value: result.value }
      : { ok: false as const, error: result.error };
    return { outcome, logs, logs_dropped, violations, duration_ms };
  }

  close(): Promise<void> {
    return this.#runner.dispose();
  }
}
