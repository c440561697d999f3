import type { ChildProcess } from 'node:child_process';
import { descendantsOf } from '../walls/engine-process.js';

/** How long what raised the walls may take to notice that all inside is gone. */
const NOTICE_MS = 200;

/**
 * Ends a host. Safe when it is gone already.
 *
 * Behind walls the program that raised them stays as the parent of node. What is below it is ended by number, also
 * when native code has left the group, and the parent collects it and ends by itself. Were it killed at the same time,
 * what was inside would be left to the first process of the machine: in a container that may be the service, which
 * collects nothing.
 */
export function killHost(child: ChildProcess): void {
  const { pid } = child;
  if (pid === undefined) return;
  const below = descendantsOf(pid);
  if (below.length === 0) return killGroup(child);
  // A host may have stopped its whole group.
  signal(pid, 'SIGCONT');
  for (const inside of below) killProcess(inside);
  const timer = setTimeout(() => {
    if (child.exitCode === null && child.signalCode === null) killGroup(child);
  }, NOTICE_MS);
  timer.unref();
}

/** Ends a host's group and whatever is in it. Safe when it is gone already. */
export function killGroup(child: ChildProcess): void {
  if (child.pid === undefined) return;
  // On Windows there are no groups; the job object that libuv puts its children into ends what they start.
  if (process.platform === 'win32' || !signal(-child.pid, 'SIGKILL')) child.kill('SIGKILL');
}

/** Ends one process. Safe when it is gone already. */
export function killProcess(pid: number): void {
  signal(pid, 'SIGKILL');
}

function signal(target: number, name: NodeJS.Signals): boolean {
  try {
    return process.kill(target, name);
  } catch {
    // Gone already.
    return false;
  }
}
