import type { CodeletResult, Divergence, Recording, SandboxAdapter } from '@codelets/core';
import { startServer } from './served.js';
import type { KeptRun, ReplayedRun, RunOptions, RunResult, Subject } from './subject.js';

type Policy = Omit<NonNullable<RunOptions['policy']>, 'fetch'> & {
  readonly network?: {
    readonly allow: readonly { readonly origin: string; readonly methods: readonly string[] }[];
    readonly allow_private_networks: boolean;
  };
};

type Options = Omit<
  RunOptions,
  'export_name' | 'filename' | 'language' | 'modules' | 'granted' | 'policy'
> & {
  readonly policy?: Policy;
  readonly record?: boolean;
};

type Source =
  | { type: 'string'; code: string; export_name?: string; filename?: string; language?: 'js' | 'ts' }
  | { type: 'modules'; entry: string; modules: Record<string, string>; export_name?: string };

/** The part of `@codelets/runner` that the suite uses; inject its `createCodeletRunner`. */
export type CreateRunner = (options: {
  sandbox: SandboxAdapter;
  pool: { max_hosts: number; min_ready: number };
  policy?: { modules: Record<string, { source: string }> };
  continuation_key?: string;
}) => {
  run(source: Source, options: Options): Promise<CodeletResult>;
  replay(recording: Recording): Promise<CodeletResult & { difference?: Divergence }>;
  resume(
    continuation: string,
    answer: unknown,
    options: { policy?: Policy; record: boolean },
  ): Promise<CodeletResult>;
  dispose(): Promise<void>;
};

/** Runs the cases through a runner: the same behaviour is asked of pool, options and results. */
export class RunnerSubject implements Subject {
  readonly #runner: ReturnType<CreateRunner>;
  /** A runner of its own: what may be imported is the runner's policy. */
  readonly #granting: (granted: NonNullable<RunOptions['granted']>) => ReturnType<CreateRunner>;

  constructor(createRunner: CreateRunner, sandbox: SandboxAdapter) {
    const continuation_key = 'no secret of anybody';
    this.#runner = createRunner({ sandbox, pool: { max_hosts: 2, min_ready: 1 }, continuation_key });
    this.#granting = (granted) => {
      const modules = Object.fromEntries(Object.entries(granted).map(([name, source]) => [name, { source }]));
      return createRunner({ sandbox, pool: { max_hosts: 1, min_ready: 0 }, policy: { modules } });
    };
  }

  async run(code: string, { granted, ...options }: RunOptions = {}): Promise<RunResult> {
    const runner = granted ? this.#granting(granted) : this.#runner;
    const result = await withNetwork(options, (given) => runner.run(sourceOf(code, options), given));
    if (runner !== this.#runner) await runner.dispose();
    return plain(result);
  }

  async record(code: string, options: RunOptions = {}): Promise<KeptRun> {
    const result = await withNetwork(options, (given) =>
      this.#runner.run(sourceOf(code, options), { ...given, record: true }),
    );
    return this.#kept(result, options);
  }

  async replay(recording: Recording): Promise<ReplayedRun> {
    const result = await this.#runner.replay(recording);
    return { ...plain(result), difference: result.difference?.what };
  }

  #kept(result: CodeletResult, options: RunOptions): KeptRun {
    const calls = (result.error?.details?.['calls'] ?? []) as readonly { payload: unknown }[];
    return {
      ...plain(result),
      recording: result.recording,
      questions: calls.map(({ payload }) => payload),
      resume: async (answer) => {
        const { continuation } = result as { continuation?: string };
        const resumed = await withNetwork(options, ({ policy }) =>
          this.#runner.resume(continuation!, answer, { record: true, ...(policy ? { policy } : {}) }),
        );
        return this.#kept(resumed, options);
      },
    };
  }

  close(): Promise<void> {
    return this.#runner.dispose();
  }
}

function sourceOf(code: string, { export_name, filename, language, modules }: RunOptions): Source {
  const named = export_name === undefined ? {} : { export_name };
  if (modules) return { type: 'modules', entry: code, modules: { ...modules }, ...named };
  return {
    type: 'string',
    code,
    ...named,
    ...(filename === undefined ? {} : { filename }),
    ...(language === undefined ? {} : { language }),
  };
}

/** What a case answers for is answered by a server on this machine. */
async function withNetwork<T>(
  { export_name: _e, filename: _f, language: _l, modules: _m, granted: _g, policy, ...rest }: RunOptions,
  act: (options: Options) => Promise<T>,
): Promise<T> {
  if (!policy) return act(rest);
  const { fetch, ...others } = policy;
  if (!fetch) return act({ ...rest, policy: others });
  const { origin, close } = await startServer(fetch);
  const network = { allow: [{ origin, methods: ['GET', 'POST'] }], allow_private_networks: true };
  const env = { ...others.env, ORIGIN: origin };
  try {
    return await act({ ...rest, policy: { ...others, env, network } });
  } finally {
    await close();
  }
}

function plain(result: CodeletResult): RunResult {
  const { logs, duration_ms, stats } = result;
  const { logs_dropped, violations } = stats;
  const outcome = result.ok
    ? { ok: true as const, value: result.value }
    : { ok: false as const, error: result.error };
  return { outcome, logs, logs_dropped, violations, duration_ms };
}
