import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it } from 'vitest';
import { nodeFlags } from '../src/process/flags.js';
import { ProcessHost } from '../src/process/process-host.js';
import { findReadableFiles } from '../src/process/readable-files.js';
import { Reaper } from '../src/reaper/reaper.js';
import type { LaunchCommand } from '../src/walls/launch-command.js';
import { ProbeInterruptedError, probeLaunch } from '../src/walls/launch-probe.js';
import type { WallPlan } from '../src/walls/plan.js';
import { surveyMachine } from '../src/walls/survey-machine.js';
import { MemoryWatch } from '../src/watch/memory-watch.js';
import { readKernelUnits } from '../src/watch/proc-files.js';
import { endAll, fakeEngine, initFor } from './support.js';

afterEach(endAll);

const dist = (name: string): string => fileURLToPath(new URL(`../dist/${name}`, import.meta.url));
const PROMISED: WallPlan = { launcher: 'none', walls: new Set(['network-namespace', 'resource-limits']) };

/** A host of a plan that was found to work, whose command does something else when it is launched. */
function launch(command: (node: readonly string[]) => LaunchCommand, plan = PROMISED) {
  const engine = fakeEngine();
  const files = findReadableFiles(engine, dist('process-child.cjs'));
  const units = readKernelUnits();
  const reaper = new Reaper(dist('reaper-child.cjs'));
  const flags = nodeFlags(engine, 64 << 20, { readable: files.grants, watched: true });
  const parts = { engine, files, units, watch: new MemoryWatch(), reaper };
  return new ProcessHost(parts, { plan, command: command([process.execPath, ...flags, files.program]) });
}

const plain = ([file = '', ...args]: readonly string[]): LaunchCommand => ({
  file,
  args,
  seccomp: undefined,
  killed_codes: [],
});

describe.runIf(process.platform === 'linux')('a host whose walls do not come up', () => {
  it('is refused before there is a realm, and named is what is missing', async () => {
    const host = launch(plain);
    await expect(host.load(initFor(64))).rejects.toThrow(
      'walls did not come up: network-namespace, resource-limits',
    );
    expect(await host.exited).toMatchObject({ reason: 'refused' });
    await expect(host.openRealm(() => undefined)).rejects.toThrow('gone');
  });

  it('is not started again without them', async () => {
    const host = launch(() => ({ file: '/bin/false', args: [], seccomp: undefined, killed_codes: [] }));
    await expect(host.load(initFor(64))).rejects.toThrow('the host is gone');
    const nowhere = launch(() => ({
      file: '/nowhere/bwrap',
      args: [],
      seccomp: undefined,
      killed_codes: [],
    }));
    await expect(nowhere.load(initFor(64))).rejects.toThrow('the host is gone');
    expect(await nowhere.exited).toMatchObject({ reason: 'refused' });
  });
});

describe.runIf(process.platform === 'linux')('a probe', () => {
  const machine = surveyMachine();

  it('works where nothing is asked for', async () => {
    expect(await probeLaunch({ launcher: 'none', walls: new Set() }, machine, [])).toEqual({ works: true });
  });

  it('does not take the word of a command that starts node without the walls', async () => {
    // No program of that name, so that nothing of it is in the command.
    const plan: WallPlan = { launcher: 'none', walls: new Set(['network-namespace']) };
    expect(await probeLaunch(plan, machine, [])).toEqual({
      works: false,
      reason: 'it started, but the kernel does not show: network-namespace',
    });
  });

  it('finds out that files cannot be read, and a launcher that fails', async () => {
    const nothing: WallPlan = { launcher: 'none', walls: new Set() };
    expect(await probeLaunch(nothing, machine, ['/nowhere/engine.cjs'])).toEqual({
      works: false,
      reason: 'files of the sandbox cannot be read there (ENOENT)',
    });
    const failing = { ...machine, tools: { ...machine.tools, unshare: '/bin/false' } };
    const plan: WallPlan = { launcher: 'unshare', walls: new Set(['uts-namespace']) };
    expect(await probeLaunch(plan, failing, [])).toEqual({ works: false, reason: 'ended with 1' });
  });

  it.each([
    [
      'says that it has no process',
      'echo "unshare: fork failed: Resource temporarily unavailable" >&2; exit 1',
    ],
    ['cannot fork in a shell', 'echo "sh: 1: Cannot fork" >&2; exit 2'],
    ['has no memory', 'echo "unshare: Cannot allocate memory" >&2; exit 1'],
    ['is killed by the kernel', 'kill -KILL $$'],
    ['aborts', 'kill -ABRT $$'],
    ['tells of one that was killed', 'exit 137'],
  ])('is not over when a launcher %s: a short machine must not lower the walls', async (_, script) => {
    const folder = mkdtempSync(join(tmpdir(), 'codelets-launcher-'));
    const unshare = join(folder, 'unshare');
    writeFileSync(unshare, `#!/bin/sh\n${script}\n`, { mode: 0o755 });
    const failing = { ...machine, tools: { ...machine.tools, unshare } };
    const plan: WallPlan = { launcher: 'unshare', walls: new Set(['uts-namespace']) };
    await expect(probeLaunch(plan, failing, [])).rejects.toBeInstanceOf(ProbeInterruptedError);
    rmSync(folder, { recursive: true });
  });

  it('is not over when no process could be started', async () => {
    const failing = { ...machine, tools: { ...machine.tools, prlimit: '/nowhere/prlimit' } };
    const plan: WallPlan = { launcher: 'none', walls: new Set(['resource-limits']) };
    await expect(probeLaunch(plan, failing, [])).rejects.toThrow('no process could be started (ENOENT)');
  });

  it('names what is missing where no program is installed', async () => {
    const { blocked, launchers } = surveyMachine({});
    expect([...launchers]).toEqual(['none']);
    for (const wall of [
      'seccomp',
      'mount-namespace',
      'network-namespace',
      'resource-limits',
      'other-user',
    ] as const) {
      expect(blocked.get(wall)?.reason ?? '').toMatch(/not installed|is installed|only root/);
    }
  });
});
