import { primordials as p, setOwn } from '@codelets/core';
import { intrinsics } from '../../intrinsics.js';

export type Pair = readonly [name: string, value: string];

/** Names in lower case, in the order they came. Never changed in place, so that copies may share it. */
export type HeaderList = readonly Pair[];

const TOKEN_SIGNS = "!#$%&'*+-.^_`|~";

/** https://fetch.spec.whatwg.org/#concept-headers-append; throws a `TypeError` for what is no header. */
export function pairOf(name: unknown, value: unknown): Pair {
  return [nameOf(name), valueOf(value)];
}

export function nameOf(value: unknown): string {
  const name = `${value as string}`;
  let isToken = name.length > 0;
  for (let index = 0; index < name.length; index += 1) {
    const unit = p.charCodeAt(name, index);
    const isWord =
      (unit >= 0x30 && unit <= 0x39) || (unit >= 0x41 && unit <= 0x5a) || (unit >= 0x61 && unit <= 0x7a);
    if (!isWord && intrinsics.indexOf(TOKEN_SIGNS, name[index]!) < 0) isToken = false;
  }
  if (!isToken) throw new intrinsics.TypeError('A header has a name that is none');
  return intrinsics.toLowerCase(name);
}

/** Without the blanks around it. No line breaks: they would begin a header of their own. */
function valueOf(value: unknown): string {
  const text = `${value as string}`;
  let start = 0;
  let end = text.length;
  while (start < end && isBlank(p.charCodeAt(text, start))) start += 1;
  while (end > start && isBlank(p.charCodeAt(text, end - 1))) end -= 1;
  for (let index = start; index < end; index += 1) {
    const unit = p.charCodeAt(text, index);
    if (unit === 0 || unit === 10 || unit === 13 || unit > 255)
      throw new intrinsics.TypeError('The value of a header holds a character that cannot be sent');
  }
  return p.slice(text, start, end);
}

function isBlank(unit: number): boolean {
  return unit === 9 || unit === 10 || unit === 13 || unit === 32;
}

export function appended(list: HeaderList, pair: Pair): HeaderList {
  return rebuilt(list, () => true, pair);
}

/** `pair` in place of all of its name, where the first of them stood. */
export function replaced(list: HeaderList, pair: Pair): HeaderList {
  const result: Pair[] = [];
  let isThere = false;
  for (let index = 0; index < list.length; index += 1) {
    const known = list[index]!;
    if (known[0] !== pair[0]) setOwn(result, result.length, known);
    else if (!isThere) {
      isThere = true;
      setOwn(result, result.length, pair);
    }
  }
  if (!isThere) setOwn(result, result.length, pair);
  return result;
}

export function without(list: HeaderList, name: string): HeaderList {
  return rebuilt(list, (known) => known[0] !== name);
}

function rebuilt(list: HeaderList, keeps: (pair: Pair) => boolean, last?: Pair): HeaderList {
  const result: Pair[] = [];
  // Own properties are defined, never assigned: a codelet may have put setters on the numbers of Array.prototype.
  for (let index = 0; index < list.length; index += 1)
    if (keeps(list[index]!)) setOwn(result, result.length, list[index]!);
  if (last) setOwn(result, result.length, last);
  return result;
}

/** All values of a name, joined as a server would have sent them in one. */
export function combined(list: HeaderList, name: string): string | null {
  let result: string | null = null;
  for (let index = 0; index < list.length; index += 1) {
    const pair = list[index]!;
    if (pair[0] === name) result = result === null ? pair[1] : `${result}, ${pair[1]}`;
  }
  return result;
}

/** https://fetch.spec.whatwg.org/#concept-header-list-sort-and-combine */
export function sorted(list: HeaderList): Pair[] {
  const result: Pair[] = [];
  for (let index = 0; index < list.length; index += 1) {
    const name = list[index]![0];
    const isCookie = name === 'set-cookie';
    if (!isCookie && isBefore(list, index, name)) continue;
    let at = result.length;
    for (; at > 0 && result[at - 1]![0] > name; at -= 1) setOwn(result, at, result[at - 1]!);
    setOwn(result, at, [name, isCookie ? list[index]![1] : combined(list, name)!]);
  }
  return result;
}

function isBefore(list: HeaderList, end: number, name: string): boolean {
  for (let index = 0; index < end; index += 1) if (list[index]![0] === name) return true;
  return false;
}
