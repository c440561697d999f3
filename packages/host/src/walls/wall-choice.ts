import { OPERATING_SYSTEM_WALLS, type WallChoice, type WallStatus } from '@codelets/core';
import { ProbeInterruptedError, type ProbeOutcome } from './launch-probe.js';
import { type Machine, type Obstacle, type OsWall, plansFor, type WallPlan } from './plan.js';

export type Probe = (plan: WallPlan) => Promise<ProbeOutcome>;

/** What a choice comes to on this machine. */
export interface ChosenWalls {
  /** `undefined`: what was asked for cannot be had. */
  readonly plan: WallPlan | undefined;
  /** All walls of the operating system, in the order of the table. */
  readonly statuses: readonly WallStatus[];
}

export const NO_WALLS: WallPlan = { launcher: 'none', walls: new Set() };

const isOsWall = (name: string): name is OsWall =>
  (OPERATING_SYSTEM_WALLS as readonly string[]).includes(name);

/**
 * Tries the plans for a choice, best first, until one works. A probe that was interrupted decides nothing: taking the
 * next plan would lower the walls because the machine was busy.
 */
export async function chooseWalls(choice: WallChoice, machine: Machine, probe: Probe): Promise<ChosenWalls> {
  if (choice === 'off') {
    const obstacle = { reason: 'turned off by walls: "off"', remedy: 'Use walls: "auto"' };
    return { plan: NO_WALLS, statuses: describeWalls(NO_WALLS, () => obstacle) };
  }
  const wanted = choice === 'auto' ? choice : choice.filter(isOsWall);
  const obstacles = new Map<OsWall, Obstacle>(machine.blocked);
  let plan: WallPlan | undefined;
  for (const candidate of wanted.length === 0 ? [NO_WALLS] : plansFor(wanted, machine)) {
    if (candidate.walls.size === 0) {
      plan = candidate;
      break;
    }
    const outcome = await probe(candidate).catch((error: unknown) => {
      if (error instanceof ProbeInterruptedError) return error;
      throw error;
    });
    if (outcome instanceof Error) {
      note(obstacles, candidate, {
        reason: `it could not be tried: ${outcome.message}`,
        remedy: 'Try again, and raise the limits of processes, files and memory if it stays so',
      });
      break;
    }
    if (outcome.works) {
      plan = candidate;
      break;
    }
    note(obstacles, candidate, { reason: outcome.reason, ...remedyFor(outcome.reason) });
  }
  const statuses = describeWalls(plan ?? NO_WALLS, (wall) => {
    if (wanted !== 'auto' && !wanted.includes(wall))
      return { reason: 'not among the walls that were asked for', remedy: 'Name it, or use walls: "auto"' };
    if (wall === 'user-namespace' && machine.is_root && plan !== undefined && plan.launcher !== 'none')
      return NOT_NEEDED;
    return obstacles.get(wall) ?? { reason: 'no way to start a host has it together with the others' };
  });
  return { plan, statuses };
}

/** The first plan that has a wall is the one that says why there is none. */
function note(obstacles: Map<OsWall, Obstacle>, { walls }: WallPlan, obstacle: Obstacle): void {
  for (const wall of walls) if (!obstacles.has(wall)) obstacles.set(wall, obstacle);
}

function describeWalls(plan: WallPlan, obstacle: (wall: OsWall) => Obstacle): WallStatus[] {
  return OPERATING_SYSTEM_WALLS.map((name) => {
    if (plan.walls.has(name)) return { name, state: 'up' as const };
    return { name, state: 'down' as const, ...(name === 'no-signals-to-service' ? SIGNALS : obstacle(name)) };
  });
}

/** It follows from others, which say why they are down. */
const SIGNALS: Obstacle = {
  reason:
    "a host has the service's user: native code that broke out could signal the service, and SIGUSR1 opens the debugger of Node 24 and older",
  remedy: 'Raise pid-namespace or other-user; start the service with --disable-sigusr1 where node knows it',
};

const NOT_NEEDED: Obstacle = { reason: 'root makes the other namespaces without it' };

const ALLOW_NAMESPACES =
  'Allow namespaces (sysctl user.max_user_namespaces, kernel.unprivileged_userns_clone, kernel.apparmor_restrict_unprivileged_userns); in a container, also in its seccomp profile, or give it CAP_SYS_ADMIN';

function remedyFor(reason: string): { remedy?: string } {
  if (/cannot be read there/.test(reason))
    return { remedy: 'Install the service and node where every user may read, not below /root' };
  if (/without CAP_KILL/.test(reason)) return { remedy: 'Give the service CAP_KILL' };
  if (/kernel does not tell.*\((?:EACCES|EPERM)\)/.test(reason))
    return { remedy: 'Give the service CAP_SYS_PTRACE: as root it looks at processes of other users' };
  // It comes after the namespaces, which are there then.
  if (reason.startsWith('setpriv:')) return { remedy: 'Give the service CAP_SETUID and CAP_SETGID' };
  if (/not permitted|denied|No space left|ENOSPC|Invalid argument/i.test(reason))
    return { remedy: ALLOW_NAMESPACES };
  return {};
}
