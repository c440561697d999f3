import { describe, expect, it } from 'vitest';
import { type Machine, type OsWall, plansFor } from './plan.js';

const machine = (is_root: boolean, blocked: readonly OsWall[] = [], launchers = 3): Machine => ({
  is_root,
  launchers: new Set((['none', 'unshare', 'bwrap'] as const).slice(0, launchers)),
  blocked: new Map(
    [...blocked, ...(is_root ? [] : ['other-user' as const])].map((wall) => [wall, { reason: 'blocked' }]),
  ),
});

const show = (plans: ReturnType<typeof plansFor>): string[] =>
  plans.map(
    ({ launcher, walls }) =>
      `${launcher}: ${[...walls].map((wall) => wall.replace('-namespace', '')).join(' ')}`,
  );

describe('auto', () => {
  it('of an ordinary user goes from bwrap down to limits, and to nothing', () => {
    expect(show(plansFor('auto', machine(false)))).toEqual([
      'bwrap: network pid ipc uts mount seccomp resource-limits user no-signals-to-service',
      'unshare: network pid ipc uts resource-limits user no-signals-to-service',
      'unshare: network ipc uts resource-limits user',
      'none: resource-limits',
      'none: ',
    ]);
  });

  it('of root tries each with another user first, and at last with a user namespace', () => {
    expect(show(plansFor('auto', machine(true)))).toEqual([
      'bwrap: network pid ipc uts mount seccomp resource-limits other-user no-signals-to-service',
      'bwrap: network pid ipc uts mount seccomp resource-limits no-signals-to-service',
      'bwrap: network pid ipc uts mount seccomp resource-limits user no-signals-to-service',
      'unshare: network pid ipc uts resource-limits other-user no-signals-to-service',
      'unshare: network pid ipc uts resource-limits no-signals-to-service',
      'unshare: network pid ipc uts resource-limits user no-signals-to-service',
      'unshare: network ipc uts resource-limits other-user no-signals-to-service',
      'unshare: network ipc uts resource-limits',
      'unshare: network ipc uts resource-limits user',
      'none: resource-limits other-user no-signals-to-service',
      'none: resource-limits',
      'none: ',
    ]);
  });

  it('leaves out what is blocked, down to nothing', () => {
    expect(show(plansFor('auto', machine(false, ['seccomp'], 3)))[0]).not.toContain('seccomp');
    expect(show(plansFor('auto', machine(false, ['resource-limits'], 1)))).toEqual(['none: ']);
  });
});

describe('names', () => {
  it('are had with as little beside them as there has to be', () => {
    expect(show(plansFor(['network-namespace'], machine(true)))).toEqual([
      'unshare: network',
      'unshare: network user',
      'bwrap: network mount',
      'bwrap: network user mount',
    ]);
    expect(show(plansFor(['network-namespace'], machine(false)))).toEqual([
      'unshare: network user',
      'bwrap: network mount user',
    ]);
    expect(show(plansFor(['seccomp'], machine(true)))).toEqual([
      'bwrap: seccomp mount',
      'bwrap: seccomp user mount',
    ]);
    expect(show(plansFor(['resource-limits'], machine(true)))).toEqual(['none: resource-limits']);
    expect(show(plansFor(['user-namespace'], machine(false)))[0]).toBe('unshare: user');
  });

  it('that follow from others are had through each of them', () => {
    expect(show(plansFor(['no-signals-to-service'], machine(true)))).toEqual([
      'unshare: pid no-signals-to-service',
      'unshare: pid user no-signals-to-service',
      'bwrap: pid mount no-signals-to-service',
      'bwrap: pid user mount no-signals-to-service',
      'none: other-user no-signals-to-service',
    ]);
    expect(show(plansFor(['no-signals-to-service'], machine(false)))[0]).toBe(
      'unshare: pid user no-signals-to-service',
    );
  });

  it('are had all or not at all', () => {
    expect(plansFor(['network-namespace', 'other-user'], machine(false))).toEqual([]);
    expect(plansFor(['seccomp'], machine(true, ['seccomp', 'mount-namespace'], 2))).toEqual([]);
    expect(plansFor(['network-namespace'], machine(false, [], 1))).toEqual([]);
    // Another user may not need what bwrap brings along, but then it is there.
    for (const { walls } of plansFor(['seccomp', 'other-user'], machine(true)))
      expect(walls.has('mount-namespace')).toBe(true);
  });
});
