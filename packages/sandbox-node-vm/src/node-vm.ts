import { fileURLToPath } from 'node:url';
import type { SandboxAdapter } from '@codelets/core';
import { hosted } from '@codelets/host';

export interface NodeVmOptions {
  /** node:vm is no wall, so it asks for this: the code is trusted, and only has to end and to leave no traces. */
  trust: 'trusted';
  /** Where the code runs: a process of its own (default), or a thread of the service. */
  isolation?: 'process' | 'thread' | undefined;
}

/**
 * The node:vm sandbox, for trusted code and as the baseline. Throws a `TypeError` unless `trust: 'trusted'` is given,
 * and for unknown options.
 */
export function nodeVm(options: NodeVmOptions): SandboxAdapter {
  const given: Partial<NodeVmOptions> = options ?? {};
  if (typeof given !== 'object')
    throw new TypeError(`nodeVm() takes an object of options, got ${String(given)}`);
  for (const key of Object.keys(given)) {
    if (key !== 'trust' && key !== 'isolation')
      throw new TypeError(`nodeVm() does not know the option "${key}"; it has trust, isolation`);
  }
  if (given.trust !== 'trusted') {
    throw new TypeError(
      "node:vm is no wall against untrusted code; for trusted code say nodeVm({ trust: 'trusted' })",
    );
  }
  const { isolation = 'process' } = given;
  if (isolation !== 'process' && isolation !== 'thread') {
    throw new TypeError(`nodeVm() runs in a "process" or a "thread", not "${String(isolation)}"`);
  }
  return hosted(
    {
      name: 'node-vm',
      module: fileURLToPath(new URL('./engine.cjs', import.meta.url)),
      options: {},
      packages: [],
      boundary: 'none',
      thread_time: 'loops',
      deterministic: true,
      install: 'npm install @codelets/sandbox-node-vm',
    },
    { isolation },
  );
}
