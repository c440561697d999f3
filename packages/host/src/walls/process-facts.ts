import { readFileSync, readlinkSync } from 'node:fs';
import type { OsWall, WallPlan } from './plan.js';

/** What the kernel says about a process, from outside of it: nothing inside can make this up. */
interface ProcessFacts {
  readonly namespaces: Readonly<Partial<Record<OsWall, string>>>;
  readonly user: number;
  readonly capabilities: string;
  readonly no_new_privileges: boolean;
  readonly seccomp: boolean;
  readonly core_bytes: string;
  readonly file_bytes: string;
}

const NAMESPACE_FILES: Partial<Record<OsWall, string>> = {
  'network-namespace': 'net',
  'pid-namespace': 'pid',
  'ipc-namespace': 'ipc',
  'uts-namespace': 'uts',
  'mount-namespace': 'mnt',
  'user-namespace': 'user',
};

/** Throws when /proc does not tell. Reads namespaces of the walls in `plan` only: others may not be readable. */
function readProcessFacts(pid: number | 'self', walls: ReadonlySet<OsWall>): ProcessFacts {
  const status = readFileSync(`/proc/${pid}/status`, 'latin1');
  const limits = readFileSync(`/proc/${pid}/limits`, 'latin1');
  const field = (name: string): string => new RegExp(`^${name}:\\s+(\\S+)`, 'm').exec(status)?.[1] ?? '';
  const limit = (name: string): string => new RegExp(`^${name}\\s+(\\S+)`, 'm').exec(limits)?.[1] ?? '';
  const namespaces: Partial<Record<OsWall, string>> = {};
  for (const [wall, file] of Object.entries(NAMESPACE_FILES) as [OsWall, string][]) {
    if (walls.has(wall)) namespaces[wall] = readlinkSync(`/proc/${pid}/ns/${file}`);
  }
  return {
    namespaces,
    user: Number(field('Uid')),
    capabilities: field('CapEff'),
    no_new_privileges: field('NoNewPrivs') === '1',
    seccomp: field('Seccomp') === '2',
    core_bytes: limit('Max core file size'),
    file_bytes: limit('Max file size'),
  };
}

/** The walls of a plan that the kernel does not show around `pid`. */
export function missingWalls({ walls, launcher }: WallPlan, pid: number): string[] {
  if (walls.size === 0) return [];
  const own = readProcessFacts('self', walls);
  const host = readProcessFacts(pid, walls);
  const holds = (wall: OsWall): boolean => {
    if (wall in NAMESPACE_FILES) return own.namespaces[wall] !== host.namespaces[wall];
    if (wall === 'seccomp') return host.seccomp;
    if (wall === 'resource-limits') return host.core_bytes === '0' && host.file_bytes === '0';
    if (wall === 'other-user') return host.user !== own.user;
    return walls.has('pid-namespace') || walls.has('other-user');
  };
  const missing: string[] = [...walls].filter((wall) => !holds(wall));
  // Inside a user namespace they would be worth as much as root's for reaching into the kernel.
  if (launcher !== 'none' && !/^0+$/.test(host.capabilities)) missing.push('capabilities');
  return missing;
}
