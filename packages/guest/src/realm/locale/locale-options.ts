/**
 * There is English alone, and of the options the ones that are named. Anything else is an error and not ignored: a
 * price without its currency, or a date in the order of another country, is wrong where nobody sees it.
 */
export function readOptions(
  locales: unknown,
  options: unknown,
  known: readonly string[],
): Record<string, unknown> {
  const asked: readonly unknown[] = Array.isArray(locales) ? locales : [locales];
  const [first] = asked;
  if (first !== undefined && !/^en(-|$)/i.test(`${first as string}`)) refuse(`the locale ${String(first)}`);
  const given: Record<string, unknown> = {};
  if (options === undefined) return given;
  for (const key in options as object) {
    const value = (options as Record<string, unknown>)[key];
    if (value === undefined) continue;
    if (!known.includes(key)) refuse(`the option ${key}`);
    given[key] = value;
  }
  return given;
}

export function refuse(what: string): never {
  throw new RangeError(`This sandbox has no Intl: it does not know ${what}`);
}
