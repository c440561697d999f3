// What stands around the child, from nothing to everything.

/**
 * @typedef {object} Level
 * @property {string} id
 * @property {string} title the column of the table
 * @property {'fork' | 'hosted'} start `fork`: the way of a service that takes no care
 * @property {boolean} scrub
 * @property {'off' | 'auto' | string[]} walls of the operating system
 */

const NAMESPACES = ['network-namespace', 'pid-namespace', 'ipc-namespace', 'uts-namespace'];
/** What `walls: 'auto'` comes to on a machine that has `unshare` and no bubblewrap. */
const UNSHARE = [...NAMESPACES, 'resource-limits', ...(process.getuid?.() === 0 ? ['other-user'] : [])];
/** Bubblewrap alone: without another user, which only root can give. */
const BUBBLEWRAP = [...NAMESPACES, 'mount-namespace', 'seccomp', 'resource-limits'];

/** @type {Level[]} */
export const LEVELS = [
  { id: 'plain', title: '`fork`, nothing more', start: 'fork', scrub: false, walls: 'off' },
  { id: 'flags', title: 'process host without the scrub', start: 'hosted', scrub: false, walls: 'off' },
  { id: 'off', title: "`walls: 'off'`", start: 'hosted', scrub: true, walls: 'off' },
  { id: 'unshare', title: 'with `unshare`', start: 'hosted', scrub: true, walls: UNSHARE },
  { id: 'bwrap', title: 'with bubblewrap', start: 'hosted', scrub: true, walls: BUBBLEWRAP },
  { id: 'auto', title: 'the default', start: 'hosted', scrub: true, walls: 'auto' },
];

/** @param {string} id */
export function levelOf(id) {
  const level = LEVELS.find((candidate) => candidate.id === id);
  if (level === undefined) throw new Error(`there is no level ${id}`);
  return level;
}
