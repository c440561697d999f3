/** Walls that need nothing of the machine but Node: a host has them whatever `walls` says. */
export const BASE_WALLS = [
  'process-group',
  'empty-environment',
  'no-descriptors',
  'permission-model',
  'no-code-generation',
  'scrubbed-process',
  'memory-watch',
  'reaper',
] as const;

/** Walls that the operating system has to offer: what `walls` chooses among. */
export const OPERATING_SYSTEM_WALLS = [
  'network-namespace',
  'pid-namespace',
  'ipc-namespace',
  'uts-namespace',
  'mount-namespace',
  'user-namespace',
  'seccomp',
  'resource-limits',
  'other-user',
  /** Follows from `pid-namespace` or `other-user`: either keeps signals from the service. */
  'no-signals-to-service',
] as const;

/** Every name that `walls` and `require_walls` take. */
export const WALL_NAMES = [...BASE_WALLS, ...OPERATING_SYSTEM_WALLS] as const;

export type WallName = (typeof WALL_NAMES)[number];
