import type { CodeletResult, SandboxAdapter } from '@codelets/core';
import type { RunOptions, RunResult, Subject } from './subject.js';

/** The part of `@codelets/runner` that the suite uses; inject its `createCodeletRunner`. */
export type CreateRunner = (options: {
  sandbox: SandboxAdapter;
  pool: { max_hosts: number; min_ready: number };
  policy?: { modules: Record<string, { source: string }> };
}) => {
  run(
    source:
      | { type: 'string'; code: string; export_name?: string; filename?: string; language?: 'js' | 'ts' }
      | { type: 'modules'; entry: string; modules: Record<string, string>; export_name?: string },
    options: Omit<RunOptions, 'export_name' | 'filename' | 'language' | 'modules' | 'granted'>,
  ): Promise<CodeletResult>;
  dispose(): Promise<void>;
};

/** Runs the cases through a runner: the same behaviour is asked of pool, options and results. */
export class RunnerSubject implements Subject {
  readonly #runner: ReturnType<CreateRunner>;
  /** A runner of its own: what may be imported is the runner's policy. */
  readonly #granting: (granted: NonNullable<RunOptions['granted']>) => ReturnType<CreateRunner>;

  constructor(createRunner: CreateRunner, sandbox: SandboxAdapter) {
    this.#runner = createRunner({ sandbox, pool: { max_hosts: 2, min_ready: 1 } });
    this.#granting = (granted) => {
      const modules = Object.fromEntries(Object.entries(granted).map(([name, source]) => [name, { source }]));
      return createRunner({ sandbox, pool: { max_hosts: 1, min_ready: 0 }, policy: { modules } });
    };
  }

  async run(
    code: string,
    { export_name, filename, language, modules, granted, ...options }: RunOptions = {},
  ): Promise<RunResult> {
    const named = {
      ...(export_name === undefined ? {} : { export_name }),
    };
    const source = modules
      ? { type: 'modules' as const, entry: code, modules: { ...modules }, ...named }
      : {
          type: 'string' as const,
          code,
          ...named,
          ...(filename === undefined ? {} : { filename }),
          ...(language === undefined ? {} : { language }),
        };
    const runner = granted ? this.#granting(granted) : this.#runner;
    const result = await runner.run(source, options);
    if (runner !== this.#runner) await runner.dispose();
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
