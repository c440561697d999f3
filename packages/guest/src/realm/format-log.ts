import { primordials as p } from '@codelets/core';
import { inspect as inspectStrictly } from './inspect.js';
import { intrinsics, quietly } from './intrinsics.js';

/** A log line never throws into the codelet, whatever traps the value has. */
const inspect = (value: unknown, budget: number): string =>
  quietly(() => inspectStrictly(value, budget), '[a value that cannot be shown]');

/** Joins the arguments of a console call as `console.log` does, with `%s %d %i %f %j %o %O %c %%`. */
export function formatLog(values: readonly unknown[], budget: number): string {
  let text = '';
  let next = 0;
  const first = values[0];
  if (typeof first === 'string') {
    next = 1;
    if (values.length > 1 && intrinsics.indexOf(first, '%') !== -1) {
      const formatted = substitute(first, values, budget);
      text = formatted.text;
      next = formatted.next;
    } else text = first;
  }
  for (; next < values.length && text.length <= budget; next += 1) {
    const value = values[next];
    text += (next === 0 ? '' : ' ') + (typeof value === 'string' ? value : inspect(value, budget));
  }
  return text;
}

function substitute(
  template: string,
  values: readonly unknown[],
  budget: number,
): { text: string; next: number } {
  let text = '';
  let next = 1;
  let from = 0;
  while (text.length <= budget) {
    const at = intrinsics.indexOf(template, '%', from);
    if (at === -1 || at === template.length - 1) break;
    const kind = template[at + 1]!;
    text += p.slice(template, from, at);
    from = at + 2;
    if (kind === '%') text += '%';
    else if (next < values.length && intrinsics.indexOf('sdifjoOc', kind) !== -1) {
      text += one(kind, values[next], budget);
      next += 1;
    } else text += '%' + kind;
  }
  return { text: text + p.slice(template, from), next };
}

function one(kind: string, value: unknown, budget: number): string {
  const isObject = (typeof value === 'object' && value !== null) || typeof value === 'function';
  switch (kind) {
    case 's':
      return typeof value === 'string' ? value : inspect(value, budget);
    case 'c':
      return '';
    case 'j':
      return quietly(() => intrinsics.stringify(value) ?? 'undefined', '[unserialisable]');
    case 'o':
    case 'O':
      return inspect(value, budget);
  }
  if (isObject || typeof value === 'symbol') return 'NaN';
  if (typeof value === 'bigint') return `${value}n`;
  if (kind === 'd') return `${intrinsics.Number(value)}`;
  const parsed = intrinsics.parseFloat(`${value as string}`);
  return `${kind === 'i' ? intrinsics.trunc(parsed) : parsed}`;
}
