const MAXIMUM_NAMES = 10;

/** For a message: each name once, and no longer than one can read, whatever number of calls there was. */
export function namesOf(calls: readonly { readonly name: string }[]): string {
  const names = [...new Set(calls.map(({ name }) => `helpers.${name}`))];
  const rest = names.length - MAXIMUM_NAMES;
  return names.slice(0, MAXIMUM_NAMES).join(', ') + (rest > 0 ? ` and ${rest} more` : '');
}
