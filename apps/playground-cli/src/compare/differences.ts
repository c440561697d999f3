import type { CodeletError, CodeletErrorCause, CodeletResult } from '@codelets/core';
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

/** Where the trials differ, each group of equal ones told against the first. Empty: they agree. */
export function findDifferences(trials: readonly Trial[]): Difference[] {
  const found: Difference[] = [];
  for (const aspect of ASPECTS) {
    const asked = trials.filter(({ result }) => aspect.has(result));
    const codes = aspect.name === 'error' ? groupBy(asked, ({ result }) => outcomeOf(result)) : [asked];
    for (const alike of codes) found.push(...differencesIn(aspect, alike));
  }
  return found;
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

/** What an error says, without stacks and places: those are in the words of the engine. */
function told(error: CodeletError | CodeletErrorCause): object {
  const { name, message, details, cause } = error;
  return {
    ...(name === undefined ? {} : { name }),
    message,
    ...(details === undefined ? {} : { details }),
    ...(cause === undefined ? {} : { cause: told(cause) }),
  };
}

function groupBy<T>(items: readonly T[], key_of: (item: T) => string): T[][] {
  const groups = new Map<string, T[]>();
  for (const item of items) groups.set(key_of(item), [...(groups.get(key_of(item)) ?? []), item]);
  return [...groups.values()];
}
