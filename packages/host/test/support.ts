import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { EntryLimits, EntryReport, Host, HostExit, HostInit, Realm, WallChoice } from '@codelets/core';
// The built package: hosts are files beside it.
import { type HostedEngine, hosted } from '../dist/index.js';
import { FROM_CHILD } from '../src/protocol/packet.js';

export { hosted };

export const MEBIBYTE = 1024 * 1024;
export const DIST = fileURLToPath(new URL('../dist/index.js', import.meta.url));
export const fixture = (name: string): string =>
  fileURLToPath(new URL(`./fixtures/${name}`, import.meta.url));

export const fakeEngine = (overrides: Partial<HostedEngine> = {}): HostedEngine => ({
  name: 'fixture',
  module: fixture('engine.cjs'),
  options: {},
  packages: [],
  boundary: 'none',
  thread_time: 'loops',
  deterministic: false,
  install: 'npm install fixture',
  ...overrides,
});

/** The realm's `post` is a global, and `deliver` receives messages where a script defines it. */
export const initFor = (memory_mb: number): HostInit => ({
  prelude:
    '(post) => { globalThis.post = (text) => { try { post(text); } catch {} }; return (message) => globalThis.deliver(message); }',
  memory_bytes: memory_mb * MEBIBYTE,
});

export const limitsOf = (memory_mb: number, cpu_ms?: number): EntryLimits => ({
  budget_ms: 5000,
  memory_bytes: memory_mb * MEBIBYTE,
  cpu_ms,
});

export interface Opened {
  readonly host: Host;
  readonly realm: Realm;
  readonly posts: string[];
  readonly pid: number;
  run(script: string, limits?: EntryLimits): Promise<EntryReport>;
}

export interface OpenOptions {
  readonly isolation?: 'thread' | 'process';
  readonly engine?: Partial<HostedEngine>;
  readonly memory_mb?: number;
  readonly walls?: WallChoice;
  onPost?(message: string): void;
}

const opened: Host[] = [];

export async function open(options: OpenOptions = {}): Promise<Opened> {
  const { isolation = 'process', memory_mb = 64, walls = 'auto' } = options;
  const before = new Set(hostProcesses());
  const host = await hosted(fakeEngine(options.engine), { isolation }).openHost({
    ...initFor(memory_mb),
    walls,
  });
  opened.push(host);
  const pid = hostProcesses().find((candidate) => !before.has(candidate)) ?? 0;
  const posts: string[] = [];
  const realm = await host.openRealm((message) => {
    posts.push(message);
    options.onPost?.(message);
  });
  const run: Opened['run'] = (script, limits = limitsOf(memory_mb)) =>
    realm.enter([{ script, filename: 'codelet.js' }], limits);
  return { host, realm, posts, pid, run };
}

/** Ends what a test has opened; for `afterEach`. */
export async function endAll(): Promise<void> {
  const hosts = opened.splice(0);
  for (const host of hosts) host.kill();
  await Promise.all(hosts.map((host) => host.exited));
}

/** How a run ended: its report, or the host's exit when that took the host away. */
export async function outcome(host: Host, entry: Promise<EntryReport>): Promise<EntryReport | HostExit> {
  return entry.catch(() => host.exited);
}

/** Waits for an event that has no callback, looking every few milliseconds. */
export async function until(condition: () => boolean, timeout_ms = 5000): Promise<void> {
  const deadline = performance.now() + timeout_ms;
  while (!condition()) {
    if (performance.now() > deadline) throw new Error(`did not happen: ${condition}`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

/** The process hosts that this process has started. */
export function hostProcesses(parent = process.pid): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => parentOf(pid) === parent && read(`/proc/${pid}/cmdline`).includes('process-child'));
}

/** Whether a process runs; one that has ended and waits to be collected does not. */
export function isRunning(pid: number): boolean {
  return existsSync(`/proc/${pid}`) && !/^State:\s+Z/m.test(read(`/proc/${pid}/status`));
}

const parentOf = (pid: number): number => Number(/^PPid:\s+(\d+)/m.exec(read(`/proc/${pid}/status`))?.[1]);

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}

/** What a child with powers runs to say that its entry is over, having used nothing. */
export function forgedReport(): string {
  const report = JSON.stringify({
    fault: null,
    message: null,
    line: null,
    column: null,
    step: null,
    cpu_ms: 0,
    memory_bytes: 0,
  });
  return `powers.frame(${FROM_CHILD.report}, ${report.length}, '${report}');`;
}
