import type { HostedEngine } from '../hosted-engine.js';

const MEBIBYTE = 1024 * 1024;
/** What node and an engine need for themselves. */
const OWN_HEAP_MB = 32;
/**
 * Where the memory watch runs, V8's own limit lies just beyond the watch's: near its limit V8 collects for seconds
 * before it gives up, and then it aborts, prints and may leave a core file. A kill by the watch does none of that.
 * Not far beyond: Node 26 lets more dropped typed arrays pile up the larger its heap may become (by 90 MiB with 128,
 * by 150 with 160), and innocent runs would reach the watch's limit.
 */
const OWN_HEAP_WATCHED_MB = 72;

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
  const heap_mb = Math.ceil(memory_bytes / MEBIBYTE) + (options.watched ? OWN_HEAP_WATCHED_MB : OWN_HEAP_MB);
  return [
    ...permissionFlags(engine, options.readable),
    // Turns every escape that ends in a foreign `Function` into one that cannot compile.
    '--disallow-code-generation-from-strings',
    '--disable-proto=delete',
    `--max-old-space-size=${heap_mb}`,
    '--max-semi-space-size=2',
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
