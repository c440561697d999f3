import { randomInt } from 'node:crypto';

interface Range {
  readonly first: number;
  readonly end: number;
}

/** Nobody hands out users from here: not adduser, not systemd (up to 65519), not containers (up to 1879048191). */
const UNUSED: Range = { first: 1_900_000_000, end: 2_100_000_000 };
/** systemd's for short-lived services: for containers that have 65536 users only. */
const SHORT_LIVED: Range = { first: 61_184, end: 65_519 };

/**
 * A user for one host, which is also its group: by chance, so that two hosts hardly ever share one and cannot signal
 * each other. `undefined` where the service's own user namespace has none to spare. Takes /proc/self/uid_map.
 */
export function pickSpareUser(
  uid_map: string,
  pick: (first: number, end: number) => number = randomInt,
): number | undefined {
  const mapped = uid_map
    .split('\n')
    .map((line) => line.trim().split(/\s+/).map(Number))
    .filter((fields) => fields.length === 3)
    .map(([first = 0, , count = 0]) => ({ first, end: first + count }));
  const range = [UNUSED, SHORT_LIVED].find(({ first, end }) =>
    mapped.some((one) => one.first <= first && end <= one.end),
  );
  return range === undefined ? undefined : pick(range.first, range.end);
}
