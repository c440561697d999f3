import { readFileSync } from 'node:fs';

/** bwrap, its init, node. */
const DEEPEST = 4;

/**
 * The process that runs node, below the one that was spawned: itself, unless that stayed as its parent. To be asked
 * when node has said something, so that all are where they stay. `undefined` when there is no single line down.
 */
export function findEngine(spawned: number): number | undefined {
  let pid = spawned;
  for (let depth = 0; depth < DEEPEST; depth += 1) {
    const children = childrenOf(pid);
    if (children === undefined || children.length > 1) return undefined;
    const [child] = children;
    if (child === undefined) return pid;
    pid = child;
  }
  return undefined;
}

/**
 * Whether this process may end another one. Root without `CAP_KILL`, as in a container that dropped it, may not end what
 * runs as another user: a host that nobody can end has no deadline.
 */
export function mayEnd(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    // One that is gone needs no end.
    return (error as NodeJS.ErrnoException).code !== 'EPERM';
  }
}

/** Everything below a process that was not collected yet, so that none of the numbers means somebody else. */
export function descendantsOf(pid: number): number[] {
  return (childrenOf(pid) ?? []).flatMap((child) => [child, ...descendantsOf(child)]);
}

function childrenOf(pid: number): number[] | undefined {
  try {
    return readFileSync(`/proc/${pid}/task/${pid}/children`, 'latin1').split(' ').filter(Boolean).map(Number);
  } catch {
    return undefined;
  }
}
