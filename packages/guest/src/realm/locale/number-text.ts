import { readOptions } from './locale-options.js';

/** A number as English writes it, for engines without `Intl`: groups of three digits, at most three after the point. */
export function numberText(value: number | bigint, locales: unknown, given: unknown): string {
  const names = ['minimumFractionDigits', 'maximumFractionDigits', 'useGrouping'];
  const {
    minimumFractionDigits,
    maximumFractionDigits,
    useGrouping = true,
  } = readOptions(locales, given, names);
  const least = digitCount(minimumFractionDigits) ?? Math.min(0, digitCount(maximumFractionDigits) ?? 0);
  const most = digitCount(maximumFractionDigits) ?? Math.max(3, least);
  if (least > most) throw new RangeError('maximumFractionDigits value is out of range.');
  if (value !== value) return 'NaN';
  const is_negative = value < 0 || Object.is(value, -0);
  const magnitude = value < 0 ? `${value}`.slice(1) : `${value}`;
  return (
    (is_negative ? '-' : '') +
    (magnitude === 'Infinity' ? '∞' : decimalText(magnitude, least, most, useGrouping !== false))
  );
}

function digitCount(value: unknown): number | undefined {
  if (value === undefined) return undefined;
  const count = Number(value);
  if (!(count >= 0 && count <= 100)) throw new RangeError('A number of digits is out of range.');
  return Math.floor(count);
}

/** From the digits that the number is written with, as other engines do, and not from its binary value. */
function decimalText(written: string, least: number, most: number, grouped: boolean): string {
  const [mantissa = '', exponent = '0'] = written.split('e');
  const [whole = '', part = ''] = mantissa.split('.');
  let point = whole.length + Number(exponent);
  let digits = whole + part;
  if (point < 1) {
    digits = '0'.repeat(1 - point) + digits;
    point = 1;
  }
  digits = digits.padEnd(point, '0');
  const kept = point + most;
  if (digits.length > kept) {
    const rounds_up = digits[kept]! >= '5';
    digits = digits.slice(0, kept);
    if (rounds_up) digits = `${BigInt(digits) + 1n}`.padStart(kept, '0');
    point += digits.length - kept;
  }
  let integer = digits.slice(0, point).replace(/^0+(?=.)/, '');
  if (grouped) integer = integer.replace(/\B(?=(\d{3})+$)/g, ',');
  const fraction = digits.slice(point).replace(/0+$/, '').padEnd(least, '0');
  return fraction === '' ? integer : `${integer}.${fraction}`;
}
