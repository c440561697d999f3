import { primordials as p, setOwn } from './primordials.js';

/**
 * vm2 gives each object that was thrown or rejected a hidden `cause` of its own (`handleException`), in place of one
 * that was listed. Asked once, before any codelet code: its rewriter has been over this `catch` as well.
 */
const hidesCause = ((): boolean => {
  const thrown = { cause: 1 };
  try {
    throw thrown;
  } catch (caught) {
    return caught === thrown && p.keys(thrown).length === 0;
  }
})();

/** The keys that a value is shown with, in logs and in what leaves the realm: own, enumerable, in their order. */
export function shownKeys(value: object): string[] {
  return hidesCause && hadCause(value) ? listedAndCause(value) : p.keys(value);
}

/** There is no telling a `cause` that was `undefined` from none at all. Inherited ones were copied: not listed before. */
function hadCause(value: object): boolean {
  const descriptor = p.descriptorOf(value, 'cause');
  if (!descriptor || descriptor.enumerable || descriptor.value === undefined) return false;
  const prototype = p.getPrototypeOf(value) as object | null;
  return prototype === null || !('cause' in prototype);
}

function listedAndCause(value: object): string[] {
  const names = p.ownNames(value);
  const shown: string[] = [];
  for (let index = 0; index < names.length; index += 1) {
    const name = names[index]!;
    if (name === 'cause' || p.descriptorOf(value, name)?.enumerable === true)
      setOwn(shown, shown.length, name);
  }
  return shown;
}
