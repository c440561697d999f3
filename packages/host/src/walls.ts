import type { WallStatus } from '@codelets/core';
import { PERMISSION_FLAG } from './process/flags.js';
import { readKernelUnits } from './watch/proc-files.js';

const up = (name: string, reason?: string): WallStatus => ({
  name,
  state: 'up',
  ...(reason === undefined ? {} : { reason }),
});

/** The layers around a process host, on this machine. */
export function processWalls(): WallStatus[] {
  const windows = process.platform === 'win32';
  return [
    windows
      ? {
          name: 'process-group',
          state: 'not-on-this-platform',
          reason: 'Windows has no process groups to signal',
        }
      : up('process-group'),
    up('empty-environment'),
    up('no-descriptors'),
    PERMISSION_FLAG === undefined
      ? {
          name: 'permission-model',
          state: 'down',
          reason: `Node ${process.versions.node} has no permission model`,
          remedy: 'Use Node 20 or newer',
        }
      : up('permission-model'),
    up('no-code-generation'),
    up('scrubbed-process'),
    readKernelUnits() === undefined
      ? { name: 'memory-watch', state: 'not-on-this-platform', reason: 'there is no /proc to sample' }
      : up('memory-watch'),
    windows ? up('reaper', 'a job object ends the hosts with the service') : up('reaper'),
  ];
}

const PROCESS_ONLY = [
  'process-group',
  'no-descriptors',
  'permission-model',
  'no-code-generation',
  'memory-watch',
  'reaper',
];

/** A thread shares nearly everything with the service. */
export function threadWalls(): WallStatus[] {
  const down = PROCESS_ONLY.map((name): WallStatus => ({
    name,
    state: 'down',
    reason: "a thread shares the service's process",
    remedy: "Use isolation: 'process'",
  }));
  return [up('empty-environment'), up('scrubbed-process'), ...down];
}
