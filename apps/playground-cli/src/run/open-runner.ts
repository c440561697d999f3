import { randomBytes } from 'node:crypto';
import type { CommandContext } from '../context.js';
import { loadContinuationKey } from '../input/load-continuation-key.js';
import type { RunnerPort, RunnerPortOptions } from './runner-port.js';
import { loadGrants } from './load-grants.js';
import { refusalsAsUsage } from './refusals.js';
import type { RunRequest } from './run-request.js';
import { createAdapter, type SandboxRequest } from './sandboxes.js';

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

async function create(request: RunRequest, context: CommandContext): Promise<RunnerPort> {
  const { sandbox, globals, timeout_ms, memory_mb } = request;
  const { policy, limits } = await loadGrants(request.policy, context);
  const continuation_key = await continuationKey(request, context);
  return openRunner(
    sandbox,
    {
      ...(policy && { policy }),
      ...(continuation_key === undefined ? {} : { continuation_key }),
      ...limits,
      // As the runner's own defaults, so that the host that it keeps warm has the right size.
      ...(globals === undefined ? {} : { globals }),
      ...(timeout_ms === undefined ? {} : { timeout_ms }),
      ...(memory_mb === undefined ? {} : { memory_mb }),
    },
    context,
  );
}

async function continuationKey(
  { continuation_key_file, policy }: RunRequest,
  context: CommandContext,
): Promise<string | undefined> {
  if (continuation_key_file !== undefined) return loadContinuationKey(continuation_key_file, context);
  // Without any key a capability that answers `suspend()` has failed. With one that nobody has, the run is told to wait.
  return policy.capabilities_file === undefined ? undefined : randomBytes(32).toString('hex');
}

/** A runner with one host. Throws a `UsageError` for what the sandbox refuses, and a `SandboxNotInstalledError`. */
export async function openRunner(
  sandbox: SandboxRequest,
  options: Omit<RunnerPortOptions, 'sandbox' | 'pool'>,
  context: CommandContext,
): Promise<RunnerPort> {
  const [createRunner, createSandbox] = await Promise.all([
    context.loadRunner(),
    context.loadSandbox(sandbox.name),
  ]);
  return refusalsAsUsage(() =>
    createRunner({ ...options, sandbox: createAdapter(createSandbox, sandbox), pool: { max_hosts: 1 } }),
  );
}
