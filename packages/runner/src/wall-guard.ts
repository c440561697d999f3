import {
  SandboxUnavailableError,
  type CodeletError,
  type SandboxAdapter,
  type WallStatus,
} from '@codelets/core';
import { failure } from '@codelets/session';
import type { ResolvedWalls } from './options/walls.js';

/** The same adapter, with the runner's choice of walls in whatever is asked of it. */
export function behindWalls(adapter: SandboxAdapter, { walls }: ResolvedWalls): SandboxAdapter {
  return {
    spec: adapter.spec,
    name: adapter.name,
    isolation: adapter.isolation,
    traits: () => adapter.traits({ walls }),
    openHost: (init) => adapter.openHost({ ...init, walls }),
  };
}

/** Why no run may start, or `undefined` when all walls that somebody named are up. */
export type WallGuard = () => Promise<CodeletError | undefined>;

/**
 * `undefined` when no wall was named. Refuses every run while a wall is not up that was required or chosen by name.
 * That all are up is remembered; that they are not is asked again, because a machine that was too busy to tell may tell
 * the next time.
 */
export function createWallGuard(
  adapter: SandboxAdapter,
  { walls, require_walls }: ResolvedWalls,
): WallGuard | undefined {
  const named = new Set([...require_walls, ...(typeof walls === 'string' ? [] : walls)]);
  if (named.size === 0) return undefined;
  let all_up = false;
  return async () => {
    if (all_up) return undefined;
    let statuses: readonly WallStatus[];
    try {
      statuses = (await adapter.traits()).walls;
    } catch (thrown) {
      if (SandboxUnavailableError.isInstance(thrown)) return failure('SANDBOX_UNAVAILABLE', thrown.message);
      return failure('SANDBOX_CRASHED', 'The sandbox does not say which walls it has');
    }
    const lacking = [...named].map((name) => statusOf(name, statuses)).filter(({ state }) => state !== 'up');
    all_up = lacking.length === 0;
    return all_up ? undefined : refusal(adapter, lacking);
  };
}

function statusOf(name: string, statuses: readonly WallStatus[]): WallStatus {
  const found = statuses.find((status) => status.name === name);
  return (
    found ?? {
      name,
      state: 'down',
      reason: 'this sandbox does not have it',
      remedy: "Use a sandbox with isolation: 'process'",
    }
  );
}

function refusal({ name, isolation }: SandboxAdapter, lacking: readonly WallStatus[]): CodeletError {
  const described = lacking.map((wall) => `${wall.name} (${wall.reason ?? wall.state})`).join(', ');
  const text = `Walls that were asked for are not up around ${name}/${isolation} on this machine: ${described}`;
  return failure('UNSUPPORTED', text, { details: { walls: lacking.map((wall) => ({ ...wall })) } });
}
