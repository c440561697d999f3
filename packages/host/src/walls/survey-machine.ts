import { readFileSync } from 'node:fs';
import type { Machine, Obstacle, OsWall, WallPlan } from './plan.js';
import { hasSeccompFilter } from './seccomp/filter.js';
import { pickSpareUser } from './spare-user.js';
import { findTools, type Tools } from './tools.js';

export interface SurveyedMachine extends Machine {
  readonly tools: Tools;
  /** How many files the service may open at the most: the hard limit. */
  readonly open_files: number;
  /** A user for one host, another one each time; `undefined` where there is none. */
  readonly pickUser: () => number | undefined;
}

const BUBBLEWRAP =
  'Install bubblewrap: apt-get install bubblewrap, apk add bubblewrap or dnf install bubblewrap';
const UTIL_LINUX = 'Install util-linux';

/** What can be seen without trying: programs that are there, and who the service is. */
export function surveyMachine(tools: Tools = findTools()): SurveyedMachine {
  const is_root = process.getuid?.() === 0;
  const pickUser = (): number | undefined => pickSpareUser(readFileSync('/proc/self/uid_map', 'latin1'));
  const launchers = new Set<WallPlan['launcher']>(['none']);
  if (tools.bwrap !== undefined) launchers.add('bwrap');
  // Without setpriv node would keep all capabilities of its user namespace.
  if (tools.unshare !== undefined && tools.setpriv !== undefined) launchers.add('unshare');
  const blocked = new Map<OsWall, Obstacle>();
  const block = (walls: readonly OsWall[], reason: string, remedy?: string): void => {
    for (const wall of walls) {
      if (!blocked.has(wall)) blocked.set(wall, remedy === undefined ? { reason } : { reason, remedy });
    }
  };
  if (!hasSeccompFilter(process.arch))
    block(['seccomp'], `there is no system call filter for ${process.arch}`);
  if (!launchers.has('bwrap'))
    block(['mount-namespace', 'seccomp'], 'bubblewrap is not installed', BUBBLEWRAP);
  if (launchers.size === 1) {
    const walls = [
      'network-namespace',
      'pid-namespace',
      'ipc-namespace',
      'uts-namespace',
      'user-namespace',
    ] as const;
    block(walls, 'neither bwrap nor unshare with setpriv is installed', `${BUBBLEWRAP}; or ${UTIL_LINUX}`);
  }
  if (!is_root) {
    block(
      ['other-user'],
      'only root can give a host another user',
      'pid-namespace keeps signals from the service as well',
    );
  } else if (tools.setpriv === undefined) {
    block(['other-user'], 'setpriv is not installed', UTIL_LINUX);
  } else if (pickUser() === undefined) {
    block(
      ['other-user'],
      'the user namespace of the service has no user to spare',
      'Map at least 65536 users into it',
    );
  }
  if (tools.prlimit === undefined && (tools.sh === undefined || tools.env === undefined)) {
    block(['resource-limits'], 'neither prlimit nor a shell is installed', UTIL_LINUX);
  }
  return { is_root, launchers, blocked, tools, open_files: readOpenFiles(), pickUser };
}

function readOpenFiles(): number {
  try {
    const limits = readFileSync('/proc/self/limits', 'latin1');
    return Number(/^Max open files\s+\S+\s+(\d+)/m.exec(limits)?.[1] ?? Infinity);
  } catch {
    // Another platform, where nothing is limited.
    return Infinity;
  }
}
