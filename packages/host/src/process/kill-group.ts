import type { ChildProcess } from 'node:child_process';

/** Ends a host and whatever it started. Safe when it is gone already. */
export function killGroup(child: ChildProcess): void {
  if (child.pid === undefined) return;
  // On Windows there are no groups; the job object that libuv puts its children into ends what they start.
  if (process.platform === 'win32' || !signalGroup(child.pid)) child.kill('SIGKILL');
}

function signalGroup(pid: number): boolean {
  try {
    return process.kill(-pid, 'SIGKILL');
  } catch {
    return false;
  }
}
