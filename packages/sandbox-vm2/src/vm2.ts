import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { SandboxAdapter } from '@codelets/core';
import { hosted } from '@codelets/host';

export interface Vm2Options {
  /** Where vm2 runs: a process of its own (default), or a thread of the service, which is no wall. */
  isolation?: 'process' | 'thread';
}

/**
 * The vm2 sandbox. In a process (default) the deadline stops everything and memory is limited; a thread stops loops
 * only and limits no memory. Throws a `TypeError` for unknown options and for `isolation: 'inline'`: vm2 cannot be
 * stopped in the service's own thread.
 */
export function vm2(options: Vm2Options = {}): SandboxAdapter {
  if (typeof options !== 'object' || options === null)
    throw new TypeError(`vm2() takes an object of options, got ${String(options)}`);
  for (const key of Object.keys(options)) {
    if (key !== 'isolation') throw new TypeError(`vm2() does not know the option "${key}"; it has isolation`);
  }
  const { isolation = 'process' } = options;
  if (isolation !== 'process' && isolation !== 'thread') {
    throw new TypeError(
      `vm2() runs in a "process" or a "thread", not "${String(isolation)}": nothing could stop it there`,
    );
  }
  return hosted(
    {
      name: 'vm2',
      module: join(dirname(fileURLToPath(import.meta.url)), 'engine.cjs'),
      options: {},
      packages: ['vm2'],
      boundary: 'membrane',
      thread_time: 'loops',
      deterministic: true,
      install: 'npm install vm2@3.12.2',
    },
    { isolation },
  );
}
