import { OPERATING_SYSTEM_WALLS, type WallChoice } from '@codelets/core';
import { describe, expect, it } from 'vitest';
import { ProbeInterruptedError, type ProbeOutcome } from './launch-probe.js';
import type { Machine, WallPlan } from './plan.js';
import { chooseWalls } from './wall-choice.js';

const MACHINE: Machine = {
  is_root: false,
  launchers: new Set(['bwrap', 'unshare', 'none']),
  blocked: new Map([['other-user', { reason: 'not root' }]]),
};

/** Chooses with a machine whose launchers answer as told, and says what was tried. */
async function choose(choice: WallChoice, answers: Partial<Record<WallPlan['launcher'], string | Error>>) {
  const tried: string[] = [];
  const { plan, statuses } = await chooseWalls(
    choice,
    MACHINE,
    async ({ launcher }): Promise<ProbeOutcome> => {
      tried.push(launcher);
      const answer = answers[launcher];
      if (answer instanceof Error) throw answer;
      return answer === undefined ? { works: true } : { works: false, reason: answer };
    },
  );
  expect(statuses.map(({ name }) => name)).toEqual(OPERATING_SYSTEM_WALLS);
  for (const { name, state, reason } of statuses) {
    expect([name, state]).toEqual([name, plan?.walls.has(name as never) ? 'up' : 'down']);
    expect(state === 'up' || reason !== undefined).toBe(true);
  }
  return { plan, tried, of: (name: string) => statuses.find((status) => status.name === name) };
}

describe('auto', () => {
  it('takes the first plan that works, and tries no other', async () => {
    const { plan, tried } = await choose('auto', {});
    expect([plan?.launcher, tried]).toEqual(['bwrap', ['bwrap']]);
  });

  it('goes on to the next, and says of what is missing why the best failed', async () => {
    const { plan, tried, of } = await choose('auto', { bwrap: 'bwrap: Operation not permitted' });
    expect([plan?.launcher, tried]).toEqual(['unshare', ['bwrap', 'unshare']]);
    expect(of('seccomp')).toMatchObject({
      reason: 'bwrap: Operation not permitted',
      remedy: expect.stringContaining('max_user_namespaces'),
    });
    expect(of('pid-namespace')).toEqual({ name: 'pid-namespace', state: 'up' });
    expect(of('other-user')).toMatchObject({ reason: 'not root' });
  });

  it('ends with limits, or with nothing, and tells of signals', async () => {
    const failing = { bwrap: 'no', unshare: 'unshare failed: No space left on device' };
    const { plan, of } = await choose('auto', failing);
    expect([plan?.launcher, [...(plan?.walls ?? [])]]).toEqual(['none', ['resource-limits']]);
    expect(of('no-signals-to-service')?.reason).toContain('SIGUSR1');
    expect(of('network-namespace')?.reason).toBe('no');
    const nothing = await choose('auto', { ...failing, none: 'prlimit: Operation not permitted' });
    expect([nothing.plan?.launcher, nothing.plan?.walls.size]).toEqual(['none', 0]);
    expect(nothing.of('resource-limits')?.reason).toBe('no');
  });

  it.each([
    ['setpriv: setresuid failed: Operation not permitted', 'CAP_SETUID'],
    ['the kernel does not tell whether they hold (EACCES)', 'CAP_SYS_PTRACE'],
    ['the service may not end it: it is root without CAP_KILL', 'CAP_KILL'],
    ['unshare: unshare failed: Operation not permitted', 'CAP_SYS_ADMIN'],
  ])('says what would help where the service lacks a privilege: %s', async (reason, remedy) => {
    const { of } = await choose('auto', { bwrap: reason });
    expect(of('seccomp')).toEqual({
      name: 'seccomp',
      state: 'down',
      reason,
      remedy: expect.stringContaining(remedy),
    });
  });

  it('does not go on when a probe was interrupted: a busy machine must not lower the walls', async () => {
    const { plan, tried, of } = await choose('auto', { bwrap: new ProbeInterruptedError('too slow') });
    expect([plan, tried]).toEqual([undefined, ['bwrap']]);
    expect(of('seccomp')).toMatchObject({
      reason: 'it could not be tried: too slow',
      remedy: expect.stringContaining('Try again'),
    });
  });

  it('hides no mistake of ours', async () => {
    await expect(choose('auto', { bwrap: new TypeError('oops') })).rejects.toThrow('oops');
  });
});

describe('names', () => {
  it('are had by what can have them', async () => {
    const { plan, tried, of } = await choose(['network-namespace'], { unshare: 'not permitted' });
    expect([plan?.launcher, tried]).toEqual(['bwrap', ['unshare', 'bwrap']]);
    expect(of('ipc-namespace')?.reason).toBe('not among the walls that were asked for');
  });

  it('that cannot be had leave no plan, and say why', async () => {
    const { plan, of } = await choose(['network-namespace'], {
      unshare: 'Operation not permitted',
      bwrap: 'no',
    });
    expect(plan).toBeUndefined();
    expect(of('network-namespace')?.reason).toBe('Operation not permitted');
    expect((await choose(['other-user'], {})).plan).toBeUndefined();
  });

  it('of the walls that stand anyway ask for nothing', async () => {
    for (const choice of [[], ['process-group', 'memory-watch']]) {
      const { plan, tried } = await choose(choice, {});
      expect([plan?.walls.size, tried]).toEqual([0, []]);
    }
  });
});

it('root needs no user namespace where it has the others', async () => {
  const machine = { ...MACHINE, is_root: true, blocked: new Map() };
  const { plan, statuses } = await chooseWalls('auto', machine, async () => ({ works: true }));
  expect(plan?.walls.has('user-namespace')).toBe(false);
  expect(statuses.find(({ name }) => name === 'user-namespace')?.reason).toContain('without it');
});

it('off takes nothing and tries nothing', async () => {
  const { plan, tried, of } = await choose('off', {});
  expect([plan?.walls.size, tried]).toEqual([0, []]);
  expect(of('seccomp')?.reason).toContain('turned off');
});
