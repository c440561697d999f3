import { primordials as p, setOwn, type MadePlace, type Position } from '@codelets/core';
import { intrinsics } from './intrinsics.js';

/**
 * Finds the `new` that made an error. QuickJS tells the place of the last call in its arguments, where that call may
 * have thrown as well: the error is taken for made by `new` when it is of the class that stands behind it.
 */
export function createMadePlaces(
  made: readonly MadePlace[],
): (line: number, column: number, error: unknown) => Position | undefined {
  const places = intrinsics.create(null) as Record<string, MadePlace | undefined>;
  for (let index = 0; index < made.length; index += 1) {
    const place = made[index]!;
    setOwn(places, `${place[0]}:${place[1]}`, place);
  }
  return (line, column, error) => {
    const place = places[`${line}:${column}`];
    if (!place || classNameOf(error) !== place[4]) return undefined;
    return { line: place[2], column: place[3] };
  };
}

/** Data properties only: nothing of the codelet is called. */
function classNameOf(error: unknown): unknown {
  if (typeof error !== 'object' || error === null) return undefined;
  const prototype = intrinsics.getPrototypeOf(error) as object | null;
  const constructor = prototype === null ? undefined : dataOf(prototype, 'constructor');
  return typeof constructor === 'function' ? dataOf(constructor, 'name') : undefined;
}

function dataOf(target: object, key: string): unknown {
  const descriptor = intrinsics.descriptorOf(target, key);
  return descriptor && p.hasOwn(descriptor, 'value') ? (descriptor.value as unknown) : undefined;
}
