import { primordials as p, setOwn, type MadePlace, type Position } from '@codelets/core';
import { intrinsics } from './intrinsics.js';

/** Where an error was made, if it was by one of these. `isMade`: it was by `new`, as its class was called. */
export type FindMade = (
  line: number,
  column: number,
  error: unknown,
  isMade: boolean,
) => Position | undefined;

/**
 * Finds the `new` that made an error. QuickJS tells the place of the last call in its arguments, where that call may
 * have thrown as well: the error is taken for made by `new` when it is of the class that stands behind it. Of two of
 * one class the outer has the inner for its cause.
 */
export function createMadePlaces(made: readonly MadePlace[]): FindMade {
  const places = intrinsics.create(null) as Record<string, { outer: MadePlace; inner: MadePlace }>;
  for (let index = 0; index < made.length; index += 1) {
    const place = made[index]!;
    const key = `${place[0]}:${place[1]}`;
    setOwn(places, key, { outer: places[key]?.outer ?? place, inner: place });
  }
  return (line, column, error, isMade) => {
    const found = places[`${line}:${column}`];
    if (!found || typeof error !== 'object' || error === null) return undefined;
    const { outer, inner } = found;
    const name = classNameOf(error);
    const isOuter = outer[4] === name && (inner[4] !== name || p.hasOwn(error, 'cause'));
    if (isOuter || (isMade && outer === inner)) return { line: outer[2], column: outer[3] };
    return inner[4] === name ? { line: inner[2], column: inner[3] } : undefined;
  };
}

/** Data properties only: nothing of the codelet is called. */
function classNameOf(error: object): unknown {
  const prototype = intrinsics.getPrototypeOf(error) as object | null;
  const constructor = prototype === null ? undefined : dataOf(prototype, 'constructor');
  return typeof constructor === 'function' ? dataOf(constructor, 'name') : undefined;
}

function dataOf(target: object, key: string): unknown {
  const descriptor = intrinsics.descriptorOf(target, key);
  return descriptor && p.hasOwn(descriptor, 'value') ? (descriptor.value as unknown) : undefined;
}
