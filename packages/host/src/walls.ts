import {
  OPERATING_SYSTEM_WALLS,
  SandboxUnavailableError,
  type WallChoice,
  type WallStatus,
} from '@codelets/core';
import { PERMISSION_FLAG } from './process/flags.js';
import { chooseMachineWalls } from './walls/machine-walls.js';
import type { WallPlan } from './walls/plan.js';
import { NO_WALLS } from './walls/wall-choice.js';
import { readKernelUnits } from './watch/proc-files.js';

const up = (name: string, reason?: string): WallStatus => ({
  name,
  state: 'up',
  ...(reason === undefined ? {} : { reason }),
});

/** The layers around a process host that is opened with this choice, on this machine. */
export async function processWalls(choice: WallChoice, readable: readonly string[]): Promise<WallStatus[]> {
  if (process.platform !== 'linux') return [...baseWalls(), ...NOT_HERE];
  const { statuses } = await chooseMachineWalls(choice, readable);
  return [...baseWalls(), ...statuses];
}

/**
 * How to start a host with the walls of a choice. Throws a `SandboxUnavailableError` when one that was named cannot be
 * had: nothing is started with less than was asked for.
 */
export async function chooseProcessWalls(
  engine: string,
  choice: WallChoice,
  readable: readonly string[],
): Promise<WallPlan> {
  if (process.platform === 'linux') {
    const { plan, statuses } = await chooseMachineWalls(choice, readable);
    if (plan !== undefined) return plan;
    const lacking = statuses.filter(({ name }) => choice === 'auto' || choice.includes(name));
    throw new SandboxUnavailableError(`${engine} cannot be started behind its walls: ${explain(lacking)}`);
  }
  const lacking = NOT_HERE.filter(
    ({ name }) => choice !== 'auto' && choice !== 'off' && choice.includes(name),
  );
  if (lacking.length === 0) return NO_WALLS;
  throw new SandboxUnavailableError(`${engine} cannot be started behind its walls: ${explain(lacking)}`);
}

const explain = (walls: readonly WallStatus[]): string =>
  [...new Set(walls.map(({ name, reason }) => `${name} (${reason})`))].join(', ');

const NOT_HERE: readonly WallStatus[] = OPERATING_SYSTEM_WALLS.map((name) => ({
  name,
  state: 'not-on-this-platform',
  reason: 'only Linux has what it is made of',
}));

function baseWalls(): WallStatus[] {
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
  ...OPERATING_SYSTEM_WALLS,
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
