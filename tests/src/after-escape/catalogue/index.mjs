import { FILES } from './files.mjs';

/**
 * @typedef {object} Attempt
 * @property {string} id
 * @property {string} title what it tries, as a row of the table
 * @property {Function} code runs in the child's main realm, sent there as text: it uses nothing from around it
 * @property {(seen: object) => unknown} proof truthy when what was seen from outside, or a secret that was said,
 *   proves that it was reached
 * @property {boolean} [sibling] needs a second host of the same service
 * @property {boolean} [decoy] needs a process whose id the child is not told
 * @property {boolean} [later] another run follows in the same host
 * @property {boolean} [watch] processes are looked at all the time
 * @property {boolean} [spoils] leaves a service that is no use to the next attempt
 * @property {number} [deadline_ms] when the host is killed, if the attempt has not ended
 * @property {number} [survives_ms] how long the end of the host is waited for
 * @property {number} [aftermath_ms] how long is looked at what happens after the end
 */

/** @type {Attempt[]} */
export const ATTEMPTS = [...FILES];
