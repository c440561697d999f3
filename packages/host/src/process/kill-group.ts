import type { ChildProcess } from 'node:child_process';
import { descendantsOf } from '../walls/engine-process.js';

/**
 * Ends a host and whatever it started. Safe when it is gone already. Behind walls the program that raised them stays as
 * the parent of node: node could have left the group, so what is below that program is ended by number as well.
 */
export function killGroup(child: ChildProcess): void {
  if (child.pid === undefined) return;
  for (const pid of descendantsOf(child.pid)) killProcess(pid);
  // On Windows there are no groups; the job object that libuv puts its children into ends what they start.
  if (process.platform === 'win32' || !signalGroup(child.pid)) child.kill('SIGKILL');
}

/** Ends one process. Safe when it is gone already. */
export function killProcess(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // Gone already.
  }
}

function signalGroup(pid: number): boolean {
  try {
    return process.kill(-pid, 'SIGKILL');
  } catch {
    return false;
  }
}
