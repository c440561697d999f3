import type { HostedEngine } from '../hosted-engine.js';

const MEBIBYTE = 1024 * 1024;
/** What node and an engine need for themselves. */
const OWN_HEAP_MB = 32;
/** The same where the memory watch runs. */
const OWN_HEAP_WATCHED_MB = 64;
/** The least that an engine gets along with. */
const LEAST_OWN_HEAP_MB = 16;
/** Up to this heap V8 collects dropped typed arrays before 64 MiB of them have piled up; see `heapMb`. */
const STRICT_HEAP_MB = 128;

/**
 * V8's flags cannot be changed once node runs: `v8.setFlagsFromString` ends the process. Some of them write files where
 * they are told to, in spite of the permission model, and others raise limits. Node's own list of flags leaves out
 * this one of V8 (10.5 and later), and node 18 would not start with it.
 */
const FREEZE_FLAGS = Number(process.versions.v8.split('.')[0]) >= 11 ? ['--freeze-flags-after-init'] : [];

export interface FlagOptions {
  /** Files and folders that the child may read. */
  readonly readable: readonly string[];
  /** Whether the memory watch samples this host. */
  readonly watched: boolean;
}

/**
 * The command line of a host's `node`. The service's own flags do not leak in (`spawn` does not pass
 * `process.execArgv` on, and the environment is empty); flags that this version does not know are left out, because
 * node refuses to start with them.
 */
export function nodeFlags(engine: HostedEngine, memory_bytes: number, options: FlagOptions): string[] {
  return [
    ...permissionFlags(engine, options.readable),
    // Turns every escape that ends in a foreign `Function` into one that cannot compile.
    '--disallow-code-generation-from-strings',
    '--disable-proto=delete',
    `--max-old-space-size=${heapMb(Math.ceil(memory_bytes / MEBIBYTE), options.watched)}`,
    '--max-semi-space-size=2',
    // isolated-vm sets flags itself while it is loaded.
    ...(engine.native === true ? [] : FREEZE_FLAGS),
    // It writes files in spite of the permission model.
    ...known('--no-experimental-sqlite'),
    // SIGUSR1 would open a debugger.
    ...known('--disable-sigusr1'),
    // Only a crash writes to stderr: it is read to classify exits.
    '--no-deprecation',
    '--no-warnings',
    ...(engine.native === true ? [] : ['--no-addons']),
    ...(engine.exec_argv ?? []),
  ];
}

/**
 * Where the memory watch runs, V8's own limit is where the watch's is: near its limit V8 collects for seconds before
 * it gives up, and then it aborts, prints and may leave a core file. A kill by the watch does none of that. But V8
 * forces a collection when dropped typed arrays hold half of the heap's limit, and only up to `STRICT_HEAP_MB` does
 * that come before a concurrent one, which lets 150 MiB pile up on Node 26: small limits keep V8 there, so that an
 * innocent run does not reach the watch's limit.
 */
function heapMb(limit_mb: number, watched: boolean): number {
  if (!watched) return limit_mb + OWN_HEAP_MB;
  const beyond = limit_mb + OWN_HEAP_WATCHED_MB;
  return limit_mb + LEAST_OWN_HEAP_MB <= STRICT_HEAP_MB ? Math.min(beyond, STRICT_HEAP_MB) : beyond;
}

/** The permission model's flag, or `undefined` where this node has none (18). */
export const PERMISSION_FLAG = known('--permission')[0] ?? known('--experimental-permission')[0];

function permissionFlags(engine: HostedEngine, readable: readonly string[]): string[] {
  if (PERMISSION_FLAG === undefined) return [];
  const reads = readable.map((path) => `--allow-fs-read=${path}`);
  return [PERMISSION_FLAG, ...reads, ...(engine.native === true ? known('--allow-addons') : [])];
}

function known(flag: string): string[] {
  return process.allowedNodeEnvironmentFlags.has(flag) ? [flag] : [];
}
