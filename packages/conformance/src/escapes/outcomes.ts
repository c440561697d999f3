import { all, fails, gives, nextRunIsRight } from '../checks.js';
import type { Check } from '../conformance-case.js';
import { HELD, REACHED } from './probe.js';

/** No line of the log tells of a find: it counts however the run ended. */
export const nothingReached: Check = ({ logs }, { expect }) =>
  expect(logs.map(({ message }) => message).filter((message) => message.startsWith(REACHED))).toStrictEqual(
    [],
  );

/** The attack went to its end and got hold of nothing. */
export const held: Check = all(nothingReached, gives(HELD));

/**
 * As `held`, or stopped by a limit. For attacks that format stacks at the end of the stack: engines take seconds of CPU
 * for that, and the deadline is a right answer.
 */
export const heldOrStopped: Check = async (result, tools) => {
  const check = result.outcome.ok ? held : all(nothingReached, fails(['TIMEOUT', 'MEMORY_LIMIT']));
  await check(result, tools);
};

/** The run ended at its deadline, and the next one is right. */
export const timesOut: Check = all(nothingReached, fails('TIMEOUT'), nextRunIsRight);

/** A limit ended it, whichever was met first, and the next run is right. */
export const stopped: Check = all(
  nothingReached,
  fails(['TIMEOUT', 'MEMORY_LIMIT', 'OUTPUT_LIMIT']),
  nextRunIsRight,
);

/** A limit ended it, or the engine refused it by an error of the language; the next run is right. */
export const stopsOrFails: Check = all(
  nothingReached,
  fails(['TIMEOUT', 'MEMORY_LIMIT', 'OUTPUT_LIMIT', 'RUNTIME_ERROR']),
  nextRunIsRight,
);

/** Whatever it ends with, it ends, nothing was reached, and the next run is right. */
export const ends: Check = all(nothingReached, nextRunIsRight);
