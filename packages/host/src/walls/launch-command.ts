import type { Buffer } from 'node:buffer';
import { minimalRoot } from './minimal-root.js';
import type { OsWall, WallPlan } from './plan.js';
import { hasSeccompFilter, seccompFilter } from './seccomp/filter.js';
import type { Tools } from './tools.js';

/** What is spawned for a plan. */
export interface LaunchCommand {
  readonly file: string;
  readonly args: readonly string[];
  /** Given to the program as descriptor 3, which it reads to its end and closes before it starts node. */
  readonly seccomp: Buffer | undefined;
  /** The exit codes that may stand for "node was ended by SIGKILL": what stays as its parent tells no signal. */
  readonly killed_codes: readonly number[];
}

/** bwrap adds 128 to the signal; `unshare` (util-linux 2.38) stumbles over SIGKILL and ends with 1. */
const KILLED_CODES = { none: [], bwrap: [137], unshare: [137, 1] } as const;

export interface LaunchOptions {
  readonly tools: Tools;
  /** Files and folders that node reads. */
  readonly readable: readonly string[];
  /** User and group of the host, for `other-user`. */
  readonly user: number | undefined;
  /** What the service may open itself: a higher limit than its own would be refused. Default: no limit. */
  readonly open_files?: number;
}

const SECCOMP_DESCRIPTOR = 3;
/** What a host takes the machine's name to be. */
const HOSTNAME = 'codelet';
/** The event loop's own descriptors and pipes take about 20. */
const OPEN_FILES = 64;

/**
 * The command that starts `node args` behind the walls of a plan. The programs replace one another (`exec`), so that
 * nothing is left of them but what holds a namespace; `unshare` and bwrap stay as parents and end with what is inside.
 */
export function launchCommand(
  plan: WallPlan,
  node: readonly string[],
  options: LaunchOptions,
): LaunchCommand {
  const { walls, launcher } = plan;
  const command = [
    ...(walls.has('resource-limits') ? limit(options) : []),
    ...(launcher === 'bwrap' ? bwrap(walls, options) : []),
    ...(launcher === 'unshare' ? unshare(walls, options) : []),
    ...lowerPrivileges(plan, options),
    ...node,
  ];
  const { arch } = process;
  const filtered = walls.has('seccomp') && hasSeccompFilter(arch);
  return {
    file: command[0] ?? process.execPath,
    args: command.slice(1),
    seccomp: filtered ? seccompFilter(arch) : undefined,
    killed_codes: KILLED_CODES[launcher],
  };
}

/**
 * No core file (it would hold what the codelet was given), no byte written to any file (pipes are no files), few
 * descriptors. No limit on address space: V8 and WebAssembly reserve far more than they use.
 */
function limit({ tools: { prlimit, sh, env }, open_files = Infinity }: LaunchOptions): string[] {
  const files = Math.min(open_files, OPEN_FILES);
  if (prlimit !== undefined) return [prlimit, '--core=0', '--fsize=0', `--nofile=${files}`, '--'];
  const script = `ulimit -c 0 && ulimit -f 0 && ulimit -n ${files} && exec "$@"`;
  // Shells export variables of their own.
  return [sh ?? '', '-c', script, 'sh', env ?? '', '-i'];
}

const UNSHARE: Partial<Record<OsWall, readonly string[]>> = {
  'user-namespace': ['--map-root-user'],
  'network-namespace': ['--net'],
  'ipc-namespace': ['--ipc'],
  'uts-namespace': ['--uts'],
  // With its own /proc, or the service's environment would still be readable there. When `unshare` ends, node does.
  'pid-namespace': ['--pid', '--mount-proc', '--fork', '--kill-child'],
};

function unshare(walls: ReadonlySet<OsWall>, { tools }: LaunchOptions): string[] {
  const named = walls.has('uts-namespace') ? rename(tools) : [];
  return [tools.unshare ?? '', ...flagsOf(walls, UNSHARE), '--', ...named];
}

/** A new namespace has the old name until somebody changes it, and the machine's name is none of a host's business. */
function rename({ sh, env, hostname }: Tools): string[] {
  if (sh === undefined || env === undefined) return [];
  // Only root may write the file, also within a user namespace. That the shell cannot start a program is said.
  const script = `${hostname ?? 'false'} ${HOSTNAME} 2>&- || { echo ${HOSTNAME} > /proc/sys/kernel/hostname; } 2>&-; exec "$@"`;
  return [sh, '-c', script, 'sh', env, '-i'];
}

const BWRAP: Partial<Record<OsWall, readonly string[]>> = {
  'user-namespace': ['--unshare-user'],
  'network-namespace': ['--unshare-net'],
  'ipc-namespace': ['--unshare-ipc'],
  'uts-namespace': ['--unshare-uts', '--hostname', HOSTNAME],
  'pid-namespace': ['--unshare-pid'],
  seccomp: ['--seccomp', String(SECCOMP_DESCRIPTOR)],
};

function bwrap(walls: ReadonlySet<OsWall>, { tools, readable }: LaunchOptions): string[] {
  const drops = walls.has('other-user') ? ['CAP_SETUID', 'CAP_SETGID', 'CAP_SETPCAP'] : [];
  const extra = walls.has('other-user') ? [tools.setpriv ?? ''] : [];
  return [
    tools.bwrap ?? '',
    ...flagsOf(walls, BWRAP),
    // No `--new-session`: the host has one of its own, and its group has to stay the one that is killed.
    '--die-with-parent',
    ...['--cap-drop', 'ALL'],
    ...drops.flatMap((capability) => ['--cap-add', capability]),
    ...minimalRoot(readable, extra),
    ...['--chdir', '/'],
    '--',
  ];
}

function flagsOf(walls: ReadonlySet<OsWall>, table: Partial<Record<OsWall, readonly string[]>>): string[] {
  return Object.entries(table).flatMap(([name, flags]) => (walls.has(name as OsWall) ? [...flags] : []));
}

/** Another user, and no capability that the program could get back: in a user namespace it would have all of them. */
function lowerPrivileges({ launcher, walls }: WallPlan, { tools, user }: LaunchOptions): string[] {
  const drops = walls.has('other-user');
  // bwrap drops them itself.
  if (!drops && launcher !== 'unshare') return [];
  return [
    tools.setpriv ?? '',
    ...(drops ? [`--reuid=${user}`, `--regid=${user}`, '--clear-groups'] : []),
    '--inh-caps=-all',
    '--bounding-set=-all',
    '--no-new-privs',
    // Changing the user took the signal away that --kill-child had asked for.
    ...(launcher === 'unshare' && walls.has('pid-namespace') ? ['--pdeathsig=KILL'] : []),
    '--',
  ];
}
