import type { Check, ConformanceCase } from '../conformance-case.js';
import type { RunOptions } from '../subject.js';

/** A codelet of several files; `./main.js` is the entry. */
export function several(
  name: string,
  modules: Readonly<Record<string, string>>,
  check: Check,
  options: RunOptions = {},
): ConformanceCase {
  return { name, source: './main.js', options: { ...options, modules }, check };
}
