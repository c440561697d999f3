import { Readable } from 'node:stream';
import type { CodeletResult, ConsoleLog, Recording, RunStats, SandboxAdapter } from '@codelets/core';
import type { ReplayResult } from '@codelets/runner';
import type { CommandContext, OutputStream } from '../../src/context.js';
import { main } from '../../src/main.js';
import type { ResumeOptions, RunnerPortOptions, RunOptions, RunSource } from '../../src/run/runner-port.js';

export const STATS: RunStats = {
  run_id: 'r1',
  sandbox: 'fake/process',
  queue_ms: 0,
  capability_calls: 0,
  logs_dropped: 0,
  violations: 0,
  warm: false,
  policy_hash: 'none',
};

export const BASE = { logs: [], duration_ms: 1, stats: STATS };

export function log(message: string, level: ConsoleLog['level'] = 'info'): ConsoleLog {
  return { level, message, timestamp: 0 };
}

class Recorder implements OutputStream {
  text = '';
  constructor(readonly isTTY = false) {}
  write(text: string): boolean {
    this.text += text;
    return true;
  }
}

export interface Call {
  readonly source: RunSource;
  readonly options: RunOptions;
  /** Name and isolation, as far as one was asked for: `vm2/process`. */
  readonly sandbox: string;
}

interface Fakes {
  run?: (call: Call) => CodeletResult | Promise<CodeletResult>;
  replay?: (recording: Recording) => ReplayResult | Promise<ReplayResult>;
  resume?: (
    continuation: string,
    answer: unknown,
    options: ResumeOptions,
  ) => CodeletResult | Promise<CodeletResult>;
  stdin?: string;
  terminal?: boolean;
  env?: Record<string, string>;
  context?: Partial<CommandContext>;
}

/** The command with everything around it replaced; `call` gives the exit code and what was printed. */
export function fakeCommand({
  run,
  replay,
  resume,
  stdin = '',
  terminal = false,
  env = {},
  context = {},
}: Fakes = {}) {
  const stdout = new Recorder(terminal);
  const stderr = new Recorder(terminal);
  const calls: Call[] = [];
  const interrupt = new AbortController();
  const state = {
    disposed: 0,
    created: [] as RunnerPortOptions[],
    watched: [] as string[],
    changed: (_path: string): void => {},
  };
  const full: CommandContext = {
    stdin: Readable.from([Buffer.from(stdin)]),
    stdout,
    stderr,
    env,
    interrupt: interrupt.signal,
    loadSandbox: async (name) => (options) => ({ name, ...options }) as SandboxAdapter,
    loadRunner: async () => (runner_options) => {
      state.created.push(runner_options);
      const { name, isolation = 'default' } = runner_options.sandbox;
      const sandbox = `${name}/${isolation}`;
      return {
        run: async (source, options) => {
          calls.push({ source, options, sandbox });
          return (await run?.({ source, options, sandbox })) ?? { ...BASE, ok: true, value: options.input };
        },
        replay: async (recording) => (await replay?.(recording)) ?? { ...BASE, ok: true, value: undefined },
        resume: async (...given) => (await resume?.(...given)) ?? { ...BASE, ok: true, value: given[1] },
        dispose: async () => {
          state.disposed += 1;
        },
      };
    },
    watchFiles: (paths, changed) => {
      state.watched.push(...paths);
      state.changed = changed;
      return () => void state.watched.splice(0);
    },
    now: () => new Date(2026, 0, 2, 3, 4, 5),
    ...context,
  };
  const call = async (...argv: string[]) => {
    const code = await main(argv, full);
    return { code, stdout: stdout.text, stderr: stderr.text, calls };
  };
  return { call, calls, interrupt, state, stdout, stderr };
}
