import type { CommandContext } from '../context.js';
import { UsageError } from '../failures.js';
import type { RunnerPort } from './runner-port.js';
import type { RunRequest } from './run-request.js';
import { createAdapter } from './sandboxes.js';

/** A runner that is made when the first run needs it, so that a wrong use is told before anything is started. */
export interface LazyRunner {
  open(): Promise<RunnerPort>;
  /** Ends the runner if there is one. */
  dispose(): Promise<void>;
}

/** `open` throws a `UsageError` for what the sandbox refuses, and a `SandboxNotInstalledError`. */
export function lazyRunner(request: RunRequest, context: CommandContext): LazyRunner {
  let opened: RunnerPort | undefined;
  return {
    async open() {
      opened ??= await create(request, context);
      return opened;
    },
    async dispose() {
      await opened?.dispose();
    },
  };
}

/** The runner and the adapters throw a `TypeError` that names the option when it cannot be. */
export async function refusalsAsUsage<T>(action: () => T | Promise<T>): Promise<T> {
  try {
    return await action();
  } catch (error) {
    throw error instanceof TypeError ? new UsageError(error.message, { cause: error }) : error;
  }
}

async function create(request: RunRequest, context: CommandContext): Promise<RunnerPort> {
  const { sandbox, globals, timeout_ms, memory_mb } = request;
  const [createRunner, createSandbox] = await Promise.all([
    context.loadRunner(),
    context.loadSandbox(sandbox.name),
  ]);
  return refusalsAsUsage(() =>
    createRunner({
      sandbox: createAdapter(createSandbox, sandbox),
      // As the runner's own defaults, so that the host that it keeps warm has the right size.
      ...(globals === undefined ? {} : { globals }),
      ...(timeout_ms === undefined ? {} : { timeout_ms }),
      ...(memory_mb === undefined ? {} : { memory_mb }),
      pool: { max_hosts: 1 },
    }),
  );
}
