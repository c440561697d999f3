const UNITS = ['bytes', 'KiB', 'MiB', 'GiB'];

/** `1.5 MiB`. */
export function bytes(value: number): string {
  const power = value === 0 ? 0 : Math.min(UNITS.length - 1, Math.floor(Math.log2(value) / 10));
  return `${rounded(value / 1024 ** power)} ${UNITS[power]!}`;
}

/** `250 ms`, `1.5 s`, `10 min`. */
export function milliseconds(value: number): string {
  if (value < 1000) return `${value} ms`;
  return value < 120_000 ? `${rounded(value / 1000)} s` : `${rounded(value / 60_000)} min`;
}

/** `1 call`, `2 calls`. */
export function count(value: number, noun: string): string {
  return `${value} ${noun}${value === 1 ? '' : 's'}`;
}

function rounded(value: number): string {
  return String(Math.round(value * 10) / 10);
}
