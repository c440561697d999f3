import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { describe, expect, it } from 'vitest';
import { DIST, fixture, hostProcesses, isRunning, until } from './support.js';

function startService(mode: 'idle' | 'loop', isolation: 'process' | 'thread'): ChildProcess {
  const args = [fixture('service.mjs'), mode, DIST, isolation];
  return spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
}

async function said(service: ChildProcess): Promise<string> {
  const [chunk] = (await once(service.stdout!, 'data')) as [Buffer];
  return chunk.toString().trim();
}

describe('when the service ends', () => {
  it.each(['SIGKILL', 'SIGTERM', 'SIGINT'] as const)('by %s, a looping host ends', async (signal) => {
    const service = startService('loop', 'process');
    expect(await said(service)).toBe('looping');
    const hosts = hostProcesses(service.pid);
    expect(hosts.length).toBe(1);
    service.kill(signal);
    await once(service, 'exit');
    await until(() => !hosts.some(isRunning));
  });

  it.each(['process', 'thread'] as const)('an idle %s host does not keep it', async (isolation) => {
    const service = startService('idle', isolation);
    expect(await said(service)).toBe('opened');
    const said_at = performance.now();
    const [code] = await once(service, 'exit');
    expect(code).toBe(0);
    expect(performance.now() - said_at).toBeLessThan(1000);
  });
});
