import { fileURLToPath } from 'node:url';
import { type Host, type HostInit, type SandboxAdapter, SandboxUnavailableError } from '@codelets/core';
import type { HostedEngine, HostedOptions } from './hosted-engine.js';
import { nodeFlags } from './process/flags.js';
import { ProcessHost, type ProcessHostParts } from './process/process-host.js';
import { findReadableFiles } from './process/readable-files.js';
import { Reaper } from './reaper/reaper.js';
import { ThreadHost } from './thread/thread-host.js';
import { chooseProcessWalls, processWalls, threadWalls } from './walls.js';
import { machineCommand } from './walls/machine-walls.js';
import { MemoryWatch } from './watch/memory-watch.js';
import { readKernelUnits } from './watch/proc-files.js';

const file = (name: string): string => fileURLToPath(new URL(name, import.meta.url));

/**
 * Runs an engine module in disposable hosts: threads of the service, or processes of their own. What the hosts of
 * one adapter share (the memory watch, the reaper) belongs to it and ends with its last host.
 */
export function hosted(engine: HostedEngine, options: HostedOptions): SandboxAdapter {
  const { isolation } = options;
  if (isolation !== 'thread' && isolation !== 'process') {
    throw new TypeError(`isolation must be 'thread' or 'process', got ${String(isolation)}`);
  }
  const in_process = isolation === 'process';
  const child_file = file('./process-child.cjs');
  const open = in_process ? processOpener(engine, child_file) : threadOpener(engine);
  const measured = in_process && readKernelUnits() !== undefined;
  return {
    spec: 1,
    name: engine.name,
    isolation,
    traits: async ({ walls = 'auto' } = {}) => ({
      boundary: engine.boundary,
      time: in_process ? 'always' : engine.thread_time,
      memory: measured || engine.engine_memory === true,
      cpu: measured,
      // A thread of V8 has the service's time zone.
      deterministic: engine.deterministic && (in_process || engine.boundary === 'wasm'),
      walls: in_process ? await processWalls(walls, readableOr(engine, child_file)) : threadWalls(),
    }),
    openHost: (init) => openHost(engine, open, init),
  };
}

type OpeningHost = Host & { load(init: HostInit): Promise<void> };
type Opener = (init: HostInit) => OpeningHost | Promise<OpeningHost>;

function processOpener(engine: HostedEngine, child_file: string): Opener {
  const watch = new MemoryWatch();
  const reaper = new Reaper(file('./reaper-child.cjs'));
  let parts: ProcessHostParts | undefined;
  return async ({ memory_bytes, walls = 'auto' }) => {
    parts ??= {
      engine,
      watch,
      reaper,
      units: readKernelUnits(),
      files: findReadableFiles(engine, child_file),
    };
    const { files, units } = parts;
    const plan = await chooseProcessWalls(engine.name, walls, files.grants);
    const flags = nodeFlags(engine, memory_bytes, { readable: files.grants, watched: units !== undefined });
    const node = [process.execPath, ...flags, files.program];
    return new ProcessHost(parts, { plan, command: machineCommand(plan, node, files.grants) });
  };
}

function threadOpener(engine: HostedEngine): Opener {
  const child_file = file('./thread-child.cjs');
  return (init) => new ThreadHost(engine, child_file, init.memory_bytes);
}

async function openHost(engine: HostedEngine, open: Opener, init: HostInit): Promise<Host> {
  let host: OpeningHost | undefined;
  try {
    host = await open(init);
    await host.load(init);
    return host;
  } catch (error) {
    host?.kill();
    if (SandboxUnavailableError.isInstance(error)) throw error;
    const said = withoutPaths(error instanceof Error ? error.message : 'unknown error');
    throw new SandboxUnavailableError(
      `${engine.name} cannot be loaded here: ${said}. Install it with: ${engine.install}`,
    );
  }
}

/** What a host reads; nothing when the engine is not installed, which opening a host says better. */
function readableOr(engine: HostedEngine, child_file: string): readonly string[] {
  try {
    return findReadableFiles(engine, child_file).grants;
  } catch {
    return [];
  }
}

/** The first line of a message, with nothing in it that tells where things are on this machine. */
function withoutPaths(message: string): string {
  return (message.split('\n')[0] ?? '')
    .replace(/(?:file:|[A-Za-z]:\\|\/)[^\s'"]*[/\\][^\s'"]*/g, '(a file)')
    .slice(0, 300);
}
