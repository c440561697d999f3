/** `'12.5'` is 1250. By digits: `0.29 * 100` is not 29. */
export function toCents(text: string): number {
  const [, whole, cents = ''] = /^(\d+)(?:\.(\d{1,2}))?$/.exec(text) ?? [];
  if (whole === undefined) throw new TypeError(`${JSON.stringify(text)} is no amount`);
  return Number(whole) * 100 + Number(cents.padEnd(2, '0'));
}
