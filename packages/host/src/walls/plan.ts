import type { OPERATING_SYSTEM_WALLS } from '@codelets/core';

export type OsWall = (typeof OPERATING_SYSTEM_WALLS)[number];

/** One way to start a host: what starts it, and which walls stand around it then. */
export interface WallPlan {
  readonly launcher: 'bwrap' | 'unshare' | 'none';
  readonly walls: ReadonlySet<OsWall>;
}

/** What decides on plans before anything is tried. */
export interface Machine {
  readonly is_root: boolean;
  readonly launchers: ReadonlySet<WallPlan['launcher']>;
  /** Why a wall cannot be had on this machine, whatever is tried. */
  readonly blocked: ReadonlyMap<OsWall, Obstacle>;
}

export interface Obstacle {
  readonly reason: string;
  readonly remedy?: string;
}

const NAMESPACES: readonly OsWall[] = [
  'network-namespace',
  'pid-namespace',
  'ipc-namespace',
  'uts-namespace',
];

/**
 * The plans for a choice, best first. For `auto` each has less than the one before it, down to none at all; for names
 * each has at least these. Empty when no plan can have them.
 */
export function plansFor(choice: 'auto' | readonly OsWall[], machine: Machine): WallPlan[] {
  if (choice === 'auto') return plansForAll(machine);
  const variants = meaningsOf(new Set(choice)).flatMap((wanted) => plansForNamed(wanted, machine));
  return variants.filter(({ walls }) => choice.every((name) => walls.has(name)));
}

function plansForAll(machine: Machine): WallPlan[] {
  const without_pid = NAMESPACES.filter((name) => name !== 'pid-namespace');
  const attempts: (readonly [WallPlan['launcher'], readonly OsWall[]])[] = [
    ['bwrap', [...NAMESPACES, 'mount-namespace', 'seccomp']],
    ['unshare', NAMESPACES],
    // Containers that allow namespaces may still refuse the /proc that a pid namespace needs.
    ['unshare', without_pid],
    ['none', []],
  ];
  const plans = attempts.flatMap(([launcher, walls]) =>
    usersFor(launcher, machine).flatMap((user) => {
      const plan = complete(launcher, [...walls, 'resource-limits', ...user], machine);
      return plan !== undefined && user.every((wall) => plan.walls.has(wall)) ? [plan] : [];
    }),
  );
  return plans.at(-1)?.walls.size === 0 ? plans : [...plans, { launcher: 'none', walls: new Set() }];
}

/**
 * Root gives a host a user of its own, or leaves its own without capabilities. Where root may not make namespaces, as
 * in a container, a user namespace may still do.
 */
function usersFor(launcher: WallPlan['launcher'], { is_root }: Machine): (readonly OsWall[])[] {
  if (!is_root) return [[]];
  return launcher === 'none' ? [['other-user'], []] : [['other-user'], [], ['user-namespace']];
}

/** `no-signals-to-service` follows from either of two walls: each that would do is tried. */
function meaningsOf(wanted: ReadonlySet<OsWall>): ReadonlySet<OsWall>[] {
  if (!wanted.has('no-signals-to-service') || wanted.has('pid-namespace') || wanted.has('other-user'))
    return [wanted];
  return [new Set([...wanted, 'pid-namespace']), new Set([...wanted, 'other-user'])];
}

function plansForNamed(wanted: ReadonlySet<OsWall>, machine: Machine): WallPlan[] {
  const needs_bwrap = wanted.has('seccomp') || wanted.has('mount-namespace');
  const needs_namespaces = wanted.has('user-namespace') || NAMESPACES.some((name) => wanted.has(name));
  const launchers = needs_bwrap
    ? (['bwrap'] as const)
    : needs_namespaces
      ? (['unshare', 'bwrap'] as const)
      : (['none'] as const);
  return launchers.flatMap((launcher) =>
    usersFor(launcher, machine)
      // Another user is only given where it was asked for.
      .filter((user) => !user.includes('other-user'))
      .flatMap((user) => complete(launcher, [...wanted, ...user], machine) ?? []),
  );
}

/** The plan with the walls that come along; without those that are blocked, or `undefined` when the launcher is. */
function complete(
  launcher: WallPlan['launcher'],
  wanted: readonly OsWall[],
  machine: Machine,
): WallPlan | undefined {
  if (!machine.launchers.has(launcher)) return undefined;
  const walls = new Set(wanted.filter((name) => !machine.blocked.has(name)));
  walls.delete('no-signals-to-service');
  if (launcher === 'bwrap') walls.add('mount-namespace');
  // An ordinary user may make namespaces only inside one of users.
  if (launcher !== 'none' && !machine.is_root) walls.add('user-namespace');
  if (walls.has('pid-namespace') || walls.has('other-user')) walls.add('no-signals-to-service');
  return [...walls].some((name) => machine.blocked.has(name)) ? undefined : { launcher, walls };
}
