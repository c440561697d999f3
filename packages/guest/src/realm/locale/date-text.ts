import { readOptions, refuse } from './locale-options.js';

/** Date and time as English (US) writes them, for engines without `Intl`. */
export function dateText(
  date: Date,
  parts: readonly ('date' | 'time')[],
  locales: unknown,
  given: unknown,
): string {
  const { timeZone } = readOptions(locales, given, ['timeZone']);
  if (timeZone !== undefined && timeZone !== 'UTC') refuse(`the time zone ${String(timeZone)}`);
  const time = date.getTime();
  if (time !== time) return 'Invalid Date';
  // With the offset of the place added, the parts in UTC are those of the place.
  const shown = timeZone === 'UTC' ? date : new Date(time - date.getTimezoneOffset() * 60_000);
  const texts = { date: () => day(shown), time: () => clock(shown) };
  return parts.map((part) => texts[part]()).join(', ');
}

function day(date: Date): string {
  const year = date.getUTCFullYear();
  return `${date.getUTCMonth() + 1}/${date.getUTCDate()}/${year > 0 ? year : 1 - year}`;
}

function clock(date: Date): string {
  const hours = date.getUTCHours();
  const two = (count: number): string => `${count}`.padStart(2, '0');
  const minutes = `${two(date.getUTCMinutes())}:${two(date.getUTCSeconds())}`;
  return `${hours % 12 || 12}:${minutes} ${hours < 12 ? 'AM' : 'PM'}`;
}
