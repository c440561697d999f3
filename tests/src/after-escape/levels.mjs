// What stands around the child, from nothing to everything.

/**
 * @typedef {object} Level
 * @property {string} id
 * @property {string} title the column of the table
 * @property {'fork' | 'hosted'} start `fork`: the way of a service that takes no care
 * @property {boolean} scrub
 * @property {'off' | 'auto' | string[]} walls of the operating system
 */

/** @type {Level[]} */
export const LEVELS = [
  { id: 'plain', title: '`fork`, nothing more', start: 'fork', scrub: false, walls: 'off' },
  { id: 'flags', title: 'process host without the scrub', start: 'hosted', scrub: false, walls: 'off' },
  { id: 'off', title: "`walls: 'off'`", start: 'hosted', scrub: true, walls: 'off' },
];

/** @param {string} id */
export function levelOf(id) {
  const level = LEVELS.find((candidate) => candidate.id === id);
  if (level === undefined) throw new Error(`there is no level ${id}`);
  return level;
}
