import { compareTexts } from './compare-texts.js';
import { dateText } from './date-text.js';
import { numberText } from './number-text.js';

/**
 * The methods that other engines answer with `Intl`, for English alone. An engine without it compares code points
 * and writes numbers as `String` does, which is no error anybody would see.
 */
export function definePlainLocale(): void {
  const { valueOf } = Number.prototype;
  const big = BigInt.prototype.valueOf;
  const { getTime } = Date.prototype;
  install(
    String.prototype,
    {
      localeCompare(this: unknown, that: unknown, locales?: unknown, options?: unknown) {
        if (this === undefined || this === null)
          throw new TypeError('String.prototype.localeCompare called on null or undefined');
        return compareTexts(`${this as string}`, `${that as string}`, locales, options);
      },
    },
    1,
  );
  install(Number.prototype, {
    toLocaleString(this: number, locales?: unknown, options?: unknown) {
      return numberText(valueOf.call(this), locales, options);
    },
  });
  install(BigInt.prototype, {
    toLocaleString(this: bigint, locales?: unknown, options?: unknown) {
      return numberText(big.call(this), locales, options);
    },
  });
  const dateOf = (date: Date): Date => new Date(getTime.call(date));
  install(Date.prototype, {
    toLocaleString(this: Date, locales?: unknown, options?: unknown) {
      return dateText(dateOf(this), ['date', 'time'], locales, options);
    },
    toLocaleDateString(this: Date, locales?: unknown, options?: unknown) {
      return dateText(dateOf(this), ['date'], locales, options);
    },
    toLocaleTimeString(this: Date, locales?: unknown, options?: unknown) {
      return dateText(dateOf(this), ['time'], locales, options);
    },
  });
}

/** As the language's own methods are: not enumerable, and with the number of parameters that it says. */
function install(prototype: object, methods: Record<string, unknown>, length = 0): void {
  for (const [name, value] of Object.entries(methods)) {
    Object.defineProperty(value, 'length', { value: length, configurable: true });
    Object.defineProperty(prototype, name, { value, writable: true, enumerable: false, configurable: true });
  }
}
