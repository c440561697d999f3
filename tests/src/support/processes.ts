import { readFileSync, readdirSync } from 'node:fs';
import { waitUntil } from './wait-until.js';

interface ProcessFacts {
  readonly pid: number;
  readonly parent: number;
  /** In clock ticks since the machine started: tells a process from a later one with the same id. */
  readonly started: string;
}

export interface SeenProcess {
  readonly pid: number;
  readonly started: string;
}

function factsOf(pid: number): ProcessFacts | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The name of the program stands in brackets and may hold anything.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const [state, parent] = fields;
    if (state === 'Z') return undefined;
    return { pid, parent: Number(parent), started: fields[19]! };
  } catch {
    return undefined;
  }
}

function allProcesses(): ProcessFacts[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((name) => factsOf(Number(name)))
    .filter((facts) => facts !== undefined);
}

/** The living processes that one has started itself: a host, or what raised the walls around it, counts once. */
export function childrenOf(parent: number): SeenProcess[] {
  return allProcesses().filter((facts) => facts.parent === parent);
}

/** All living processes below one, grandchildren included. */
export function descendantsOf(root: number): SeenProcess[] {
  const all = allProcesses();
  const found: SeenProcess[] = [];
  const parents = [root];
  for (let parent = parents.pop(); parent !== undefined; parent = parents.pop()) {
    for (const facts of all) {
      if (facts.parent !== parent) continue;
      found.push({ pid: facts.pid, started: facts.started });
      parents.push(facts.pid);
    }
  }
  return found;
}

export function isAlive({ pid, started }: SeenProcess): boolean {
  return factsOf(pid)?.started === started;
}

/** Waits until all of them are gone; fails with those that stay. */
export async function untilGone(seen: readonly SeenProcess[]): Promise<void> {
  await waitUntil(
    () => !seen.some(isAlive),
    () =>
      `still alive: ${seen
        .filter(isAlive)
        .map(({ pid }) => describe(pid))
        .join(', ')}`,
  );
}

function describe(pid: number): string {
  try {
    return `${pid} (${readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').slice(0, 120)})`;
  } catch {
    return String(pid);
  }
}
