import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { SandboxAdapter } from '@codelets/core';
import { hosted } from '@codelets/host';

export interface IsolatedVmOptions {
  /** Where it runs. Only a process: an isolate that runs out of memory may take its process with it. */
  isolation?: 'process' | undefined;
}

/**
 * The isolated-vm sandbox: a V8 isolate of its own for every run, in a process. Needs the package `isolated-vm`, in
 * the version that brings a binary for this Node (7 for Node 24 and later, 6 for 22; there is none for 20). Throws a
 * `TypeError` for unknown options.
 */
export function isolatedVm(options: IsolatedVmOptions = {}): SandboxAdapter {
  if (typeof options !== 'object' || options === null)
    throw new TypeError(`isolatedVm() takes an object of options, got ${String(options)}`);
  for (const key of Object.keys(options)) {
    if (key !== 'isolation')
      throw new TypeError(`isolatedVm() does not know the option "${key}"; it has isolation`);
  }
  const { isolation = 'process' } = options;
  if (isolation !== 'process') {
    throw new TypeError(
      `isolatedVm() runs in a "process", not "${String(isolation)}": its isolates can abort it`,
    );
  }
  return hosted(
    {
      name: 'isolated-vm',
      module: fileURLToPath(new URL('./engine.cjs', import.meta.url)),
      options: { libc: existsSync('/etc/alpine-release') ? 'musl' : 'glibc' },
      packages: ['isolated-vm'],
      boundary: 'isolate',
      thread_time: 'loops',
      deterministic: true,
      native: true,
      // isolated-vm's own requirement from Node 20 on.
      exec_argv: ['--no-node-snapshot'],
      install: 'npm install isolated-vm --ignore-scripts (6 for Node 22, 7 for Node 24 and later)',
    },
    { isolation },
  );
}
