import { LIMITS, type LimitName } from '@codelets/core';
import { InvalidArgumentError } from 'commander';

/** A parser for an option that sets a limit; commander names the option in front of its message. */
export function parseLimit(limit: LimitName, unit: string): (text: string) => number {
  const { minimum, maximum } = LIMITS[limit];
  return (text) => {
    const value = /^\d+$/.test(text) ? Number(text) : NaN;
    if (value >= minimum && value <= maximum) return value;
    throw new InvalidArgumentError(`It has to be a whole number of ${unit} from ${minimum} to ${maximum}.`);
  };
}

/** Adds `key=value` to the globals so far. The value is JSON where it parses, otherwise a string. */
export function parseGlobal(
  text: string,
  previous: Record<string, unknown> | undefined,
): Record<string, unknown> {
  const at = text.indexOf('=');
  if (at < 1) throw new InvalidArgumentError('It has to be key=value, such as rate=0.2 or name=Ada.');
  // From entries, so that a key such as __proto__ is a key and nothing else.
  return Object.fromEntries([
    ...Object.entries(previous ?? {}),
    [text.slice(0, at), jsonOrText(text.slice(at + 1))],
  ]);
}

/** An export's name: commander would take an empty one for "not given". */
export function parseExportName(text: string): string {
  if (text === '') throw new InvalidArgumentError('It has to be the name of an export.');
  return text;
}

/** A parser for a whole number in a range. */
export function parseCount(minimum: number, maximum: number): (text: string) => number {
  return (text) => {
    const value = /^\d+$/.test(text) ? Number(text) : NaN;
    if (value >= minimum && value <= maximum) return value;
    throw new InvalidArgumentError(`It has to be a whole number from ${minimum} to ${maximum}.`);
  };
}

/** A point in time, in milliseconds since the epoch. A date without a zone would be another one on each machine. */
export function parseInstant(text: string): number {
  const is_date = /^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d))?$/.test(text);
  const value = /^-?\d+$/.test(text) ? Number(text) : is_date ? Date.parse(text) : NaN;
  if (Math.abs(value) <= 8.64e15) return value;
  throw new InvalidArgumentError(
    'It has to be a date such as 2026-01-31T12:00:00Z, or milliseconds since 1970.',
  );
}

/** Adds the names of a list with commas to the names so far. */
export function parseNames(text: string, previous: readonly string[] | undefined): readonly string[] {
  return [...(previous ?? []), ...text.split(',').map((name) => name.trim())];
}

function jsonOrText(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}
