import {
  OPERATING_SYSTEM_WALLS,
  type SandboxAdapter,
  type SandboxTraits,
  type WallStatus,
} from '@codelets/core';
import { describe, expect, it } from 'vitest';
import { BASE, fakeCommand } from '../../test/support/fake-context.js';

const WALLS: readonly WallStatus[] = [
  { name: 'network-namespace', state: 'up' },
  { name: 'mount-namespace', state: 'up' },
  { name: 'seccomp', state: 'down', reason: 'bubblewrap is not installed', remedy: 'Install bubblewrap' },
  { name: 'other-user', state: 'not-on-this-platform', reason: 'only Linux has it' },
];

const TRAITS: SandboxTraits = {
  boundary: 'membrane',
  time: 'always',
  memory: true,
  cpu: false,
  deterministic: false,
  walls: WALLS,
};

/** The command with sandboxes that claim this; those in `broken` do not run. */
function doctor(traits: SandboxTraits = TRAITS, broken: readonly string[] = []) {
  return fakeCommand({
    run: ({ sandbox }) =>
      broken.includes(sandbox)
        ? { ...BASE, ok: false, error: { code: 'SANDBOX_UNAVAILABLE', message: 'no native build' } }
        : { ...BASE, ok: true, value: 42 },
    context: {
      loadSandbox: async (name) => (options) =>
        ({ name, ...options, traits: async () => traits }) as unknown as SandboxAdapter,
    },
  });
}
describe('codelets doctor', () => {
  it('shows each wall with its reason and remedy, and each sandbox', async () => {
    const { call } = doctor(TRAITS, ['isolated-vm/process']);
    const { code, stdout, stderr } = await call('doctor');
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toMatch(/^network-namespace {2}up$/m);
    expect(stdout).toMatch(/^seccomp +down +bubblewrap is not installed\n +-> Install bubblewrap$/m);
    expect(stdout).toMatch(/^other-user +not here +only Linux has it$/m);
    expect(stdout).toMatch(/^vm2\/process +yes +membrane +everything +yes +no +2 of 4$/m);
    expect(stdout).toMatch(/^isolated-vm\/process +no /m);
    expect(stdout).toContain('isolated-vm/process: SANDBOX_UNAVAILABLE: no native build');
    expect(stdout).toMatch(/^launcher +bwrap$/m);
  });

  it('looks at one sandbox, and tells it as JSON', async () => {
    const { call, calls, state } = doctor();
    const { code, stdout } = await call('doctor', '--sandbox', 'vm2', '--json', '--require', 'seccomp');
    expect(code).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({
      node: process.version,
      launcher: 'bwrap',
      walls: WALLS,
      missing: ['seccomp'],
      sandboxes: [
        { label: 'vm2/process', works: true },
        { label: 'vm2/thread', works: true },
      ],
    });
    expect(calls.map(({ sandbox }) => sandbox)).toEqual(['vm2/process', 'vm2/thread']);
    expect(state.disposed).toBe(2);
  });

  it.each([
    ['network-namespace', 0, ''],
    ['network-namespace,seccomp,reaper', 1, 'error: not up: seccomp, reaper\n'],
  ])('--require %s ends with %i', async (names, expected, said) => {
    const { code, stderr } = await doctor().call('doctor', '--require', names);
    expect([code, stderr]).toEqual([expected, said]);
  });

  it('--require takes known names only', async () => {
    const { code, stderr } = await doctor().call('doctor', '--require', 'moat');
    expect(code).toBe(2);
    expect(stderr).toContain('there is no wall "moat"');
    for (const name of OPERATING_SYSTEM_WALLS) expect(stderr).toContain(name);
  });

  it('ends with 3 when nothing works', async () => {
    const names = ['process', 'thread', 'inline'].flatMap((isolation) => [`node-vm/${isolation}`]);
    const { code } = await doctor(TRAITS, names).call('doctor', '--sandbox', 'node-vm');
    expect(code).toBe(3);
  });

  it('says what starts hosts', async () => {
    const launcherOf = async (...up: string[]): Promise<unknown> => {
      const walls = up.map((name) => ({ name, state: 'up' as const }));
      const { stdout } = await doctor({ ...TRAITS, walls }).call('doctor', '--json');
      return (JSON.parse(stdout) as { launcher: unknown }).launcher;
    };
    expect(await launcherOf('network-namespace')).toBe('unshare');
    expect(await launcherOf('network-namespace', 'mount-namespace')).toBe('bwrap');
    expect(await launcherOf('resource-limits')).toBe('none');
  });

  it('wraps what does not fit', async () => {
    const reason = 'word '.repeat(60).trim();
    const { call, stdout } = doctor({ ...TRAITS, walls: [{ name: 'seccomp', state: 'down', reason }] });
    Object.assign(stdout, { columns: 80 });
    await call('doctor', '--sandbox', 'vm2');
    for (const line of stdout.text.split('\n')) expect(line.length).toBeLessThanOrEqual(80);
    expect(stdout.text.match(/word/g)?.length).toBe(60);
  });
});
