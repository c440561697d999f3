import { readFileSync, readlinkSync } from 'node:fs';
import type { WallChoice, WallStatus } from '@codelets/core';
import { fakeEngine, hosted } from './support.js';

/** The ways to start a host, each asked for by names that only it can have. */
export const LAUNCHERS: Readonly<Record<string, WallChoice>> = {
  'whatever there is': 'auto',
  bwrap: [
    'network-namespace',
    'pid-namespace',
    'ipc-namespace',
    'uts-namespace',
    'seccomp',
    'resource-limits',
  ],
  unshare: ['network-namespace', 'pid-namespace', 'ipc-namespace', 'uts-namespace', 'resource-limits'],
  'unshare without processes of its own': ['network-namespace', 'uts-namespace'],
  'another user alone': ['other-user', 'resource-limits'],
  'limits alone': ['resource-limits'],
  'no walls': 'off',
};

/** The walls of a choice as the adapter claims them here, by name. */
export async function claimsFor(walls: WallChoice): Promise<ReadonlyMap<string, WallStatus>> {
  const traits = await hosted(fakeEngine(), { isolation: 'process' }).traits({ walls });
  return new Map(traits.walls.map((wall) => [wall.name, wall]));
}

/** Whether everything that a choice names can be had on this machine. */
export function isPossible(walls: WallChoice, claims: ReadonlyMap<string, WallStatus>): boolean {
  return typeof walls === 'string' || walls.every((name) => claims.get(name)?.state === 'up');
}

/** What the kernel shows of the walls around a process. */
export function wallsInProc(pid: number): Record<string, boolean> {
  const status = readFileSync(`/proc/${pid}/status`, 'latin1');
  const limits = readFileSync(`/proc/${pid}/limits`, 'latin1');
  const apart = (name: string): boolean =>
    readlinkSync(`/proc/${pid}/ns/${name}`) !== readlinkSync(`/proc/self/ns/${name}`);
  const own_user = process.getuid?.();
  const other_user = !new RegExp(`^Uid:\\s+${own_user}\\s`, 'm').test(status);
  return {
    'network-namespace': apart('net'),
    'pid-namespace': apart('pid'),
    'ipc-namespace': apart('ipc'),
    'uts-namespace': apart('uts'),
    'user-namespace': apart('user'),
    seccomp: /^Seccomp:\s+2/m.test(status),
    'resource-limits':
      /^Max file size\s+0\s+0 /m.test(limits) && /^Max core file size\s+0\s+0 /m.test(limits),
    'other-user': other_user,
    'no-signals-to-service': apart('pid') || other_user,
  };
}

/** A process and everything below it. */
export function treeOf(pid: number): number[] {
  const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'latin1').split(' ').filter(Boolean);
  return [pid, ...children.flatMap((child) => treeOf(Number(child)))];
}
