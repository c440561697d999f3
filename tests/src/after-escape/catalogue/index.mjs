import { CHANNEL, WITHIN_HOST } from './channel.mjs';
import { FILES } from './files.mjs';
import { MACHINE, MODULES } from './machine.mjs';
import { NETWORK } from './network.mjs';
import { PROC } from './proc.mjs';
import { PROGRAMS } from './programs.mjs';
import { SIGNALS } from './signals.mjs';
import { WRITERS } from './writers.mjs';

/**
 * @typedef {object} Attempt
 * @property {string} id
 * @property {string} title what it tries, as a row of the table
 * @property {Function} code runs in the child's main realm, sent there as text: it uses nothing from around it
 * @property {(seen: object) => unknown} proof truthy when what was seen from outside, or a secret that was said,
 *   proves that it was reached
 * @property {number} [since] the first Node that has what it needs
 * @property {number} [until] the last one
 * @property {'found'} [only] makes no sense with references from before the scrub
 * @property {boolean} [alone] needs a host that no attempt had before, and none has after it
 * @property {boolean} [sibling] needs a second host of the same service
 * @property {boolean} [decoy] needs a process whose id the child is not told
 * @property {boolean} [later] another run follows in the same host
 * @property {boolean} [watch] processes are looked at all the time
 * @property {boolean} [spoils] leaves a service that is no use to the next attempt
 * @property {number} [deadline_ms] when the host is killed, if the attempt has not ended
 * @property {number} [stays_ms] how long its host is kept when the run is over by what the child says
 * @property {number} [survives_ms] how long the end of the host is waited for
 * @property {number} [aftermath_ms] how long is looked at what happens after the end
 */

/** @type {readonly { title: string, attempts: readonly Attempt[] }[]} */
export const GROUPS = [
  { title: 'Files', attempts: FILES },
  { title: 'Environment, `/proc` and descriptors', attempts: PROC },
  { title: 'Parts that write files by themselves', attempts: WRITERS },
  { title: 'Programs, threads and native code', attempts: PROGRAMS },
  { title: 'Network', attempts: NETWORK },
  { title: 'Signals and other processes', attempts: SIGNALS },
  { title: 'Knowledge of the machine', attempts: MACHINE },
  { title: 'Ways back to modules', attempts: MODULES },
  { title: 'The channel and the limits', attempts: CHANNEL },
];

/** @type {readonly Attempt[]} */
export const ATTEMPTS = GROUPS.flatMap(({ attempts }) => attempts);

export { WITHIN_HOST };
