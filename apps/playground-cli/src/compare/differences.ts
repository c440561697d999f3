import type { CodeletError, CodeletErrorCause, CodeletResult } from '@codelets/core';
import { engineWordedDepths } from './engine-wording.js';
import { findDifference, type Side, type ValueDifference } from './find-difference.js';
import type { Trial } from './trial.js';

/** One place where sandboxes do not agree. */
export interface Difference {
  /** Such as `result`, `value.items[0]`, `error.message`, `logs[2].message`. */
  readonly where: string;
  readonly sides: readonly { readonly labels: readonly string[]; readonly side: Side }[];
}

/** Something to compare, and the results that have it. */
interface Aspect {
  readonly name: string;
  has(result: CodeletResult): boolean;
  of(result: CodeletResult): unknown;
}

/**
 * What a caller of `run` can tell apart, apart from time, memory and the wording of stacks. Values and errors are
 * compared among those that ended alike: that a timeout has no value says nothing new.
 */
const ASPECTS: readonly Aspect[] = [
  { name: 'result', has: () => true, of: outcomeOf },
  { name: 'value', has: ({ ok }) => ok, of: ({ value }) => value },
  { name: 'error', has: ({ ok }) => !ok, of: ({ error }) => told(error as CodeletError) },
  { name: 'logs', has: () => true, of: ({ logs }) => logs.map(({ level, message }) => ({ level, message })) },
  { name: 'logs_dropped', has: () => true, of: ({ stats }) => stats.logs_dropped },
];

/** `ok`, or the code of the error. */
export function outcomeOf(result: CodeletResult): string {
  return result.ok ? 'ok' : result.error.code;
}

/** Where the trials differ, each group of equal ones told against the first. */
export interface Differences {
  /** Empty: they agree. */
  readonly differences: readonly Difference[];
  /** Messages of errors that the engines themselves threw: each has its own words for them. */
  readonly wordings: readonly Difference[];
}

/** Compares all trials in all aspects. */
export function findDifferences(trials: readonly Trial[]): Differences {
  const differences: Difference[] = [];
  const wordings: Difference[] = [];
  for (const aspect of ASPECTS) {
    const asked = trials.filter(({ result }) => aspect.has(result));
    if (aspect.name !== 'error') differences.push(...differencesIn(aspect, asked));
    else {
      for (const alike of groupBy(asked, ({ result }) => outcomeOf(result))) {
        const engines = engineWordedDepths(alike.map(({ result }) => result.error as CodeletError));
        const part = (is_shown: (depth: number) => boolean, rest: boolean): Aspect => ({
          ...aspect,
          of: ({ error }) => told(error as CodeletError, { is_shown, rest }),
        });
        differences.push(
          ...differencesIn(
            part((depth) => !engines.has(depth), true),
            alike,
          ),
        );
        wordings.push(
          ...differencesIn(
            part((depth) => engines.has(depth), false),
            alike,
          ),
        );
      }
    }
  }
  return { differences, wordings };
}

/** Whether two results are the same in every aspect. */
export function isSame(left: CodeletResult, right: CodeletResult): boolean {
  return ASPECTS.every((aspect) => {
    if (aspect.has(left) !== aspect.has(right)) return false;
    return !aspect.has(left) || findDifference(aspect.of(left), aspect.of(right), '') === undefined;
  });
}

function differencesIn({ name, of }: Aspect, trials: readonly Trial[]): Difference[] {
  const groups: { value: unknown; labels: string[]; difference: ValueDifference | undefined }[] = [];
  for (const { label, result } of trials) {
    const value = of(result);
    const known = groups.find((group) => findDifference(group.value, value, name) === undefined);
    if (known) known.labels.push(label);
    else {
      const difference = groups[0] && findDifference(groups[0].value, value, name);
      groups.push({ value, labels: [label], difference });
    }
  }
  const [first] = groups;
  return groups.flatMap(({ labels, difference }) =>
    first && difference
      ? {
          where: difference.path,
          sides: [
            { labels: first.labels, side: difference.left },
            { labels, side: difference.right },
          ],
        }
      : [],
  );
}

interface Telling {
  /** Whether the message is told of the cause at this depth. */
  readonly is_shown: (depth: number) => boolean;
  /** Whether names and details are. */
  readonly rest: boolean;
}

const ALL: Telling = { is_shown: () => true, rest: true };

/** What an error says, without stacks and places: those are in the words of the engine. */
function told(error: CodeletError | CodeletErrorCause, telling = ALL, depth = 0): object {
  const { name, message, details, cause } = error;
  const { is_shown, rest } = telling;
  return {
    ...(name === undefined || !rest ? {} : { name }),
    ...(is_shown(depth) ? { message } : {}),
    ...(details === undefined || !rest ? {} : { details }),
    ...(cause === undefined ? {} : { cause: told(cause, telling, depth + 1) }),
  };
}

function groupBy<T>(items: readonly T[], key_of: (item: T) => string): T[][] {
  const groups = new Map<string, T[]>();
  for (const item of items) groups.set(key_of(item), [...(groups.get(key_of(item)) ?? []), item]);
  return [...groups.values()];
}
