import { tag, type Tagged } from '../output/tagged.js';

/** The first place where two values differ, and what is there. */
export interface ValueDifference {
  /** Such as `value.items[0]`; inside a Map and the like as `--json` writes it: `value.entries[0][1]`. */
  readonly path: string;
  readonly left: Side;
  readonly right: Side;
}

/** The value on one side, or words for what no value can say. */
export type Side = { readonly value: unknown } | { readonly note: string };

interface Task {
  readonly left: unknown;
  readonly right: unknown;
  readonly path: Path;
}

/** A path as a list from its end: most are never needed as text. */
interface Path {
  readonly before: Path | undefined;
  readonly text: string;
}

/** Stands for the side that has nothing there. */
const ABSENT = Symbol('absent');

/**
 * Compares what codelets can return, deeply: value by value, keys with their order, and which objects are one and the
 * same. Does not recurse, and meets every object once: results may be as deep and entangled as they are long.
 */
export function findDifference(left: unknown, right: unknown, root: string): ValueDifference | undefined {
  const pairs = new Map<object, object>();
  const met = new Set<object>();
  const tasks: Task[] = [{ left, right, path: { before: undefined, text: root } }];
  for (let task = tasks.pop(); task; task = tasks.pop()) {
    if (task.left === ABSENT || task.right === ABSENT) return differ(task);
    if (isObject(task.left) && isObject(task.right)) {
      const known = pairs.get(task.left);
      if (known === task.right) continue;
      const [is_known, is_met] = [known !== undefined, met.has(task.right)];
      if (is_known || is_met) return differ(task, noteShared(is_known), noteShared(is_met));
      pairs.set(task.left, task.right);
      met.add(task.right);
    }
    const inside = compareLevel(tag(task.left, true), tag(task.right, true), task.path);
    if (!inside) return differ(task);
    // The first place comes first.
    for (let index = inside.length - 1; index >= 0; index -= 1) tasks.push(inside[index] as Task);
  }
  return undefined;
}

/** What is left to compare one level further down; `undefined` when this level differs. */
function compareLevel(left: Tagged, right: Tagged, path: Path): Task[] | undefined {
  if (left.kind === 'text') return right.kind === 'text' && left.json === right.json ? [] : undefined;
  if (left.kind === 'array')
    return right.kind === 'array' ? compareItems(left.items, right.items, path) : undefined;
  return right.kind === 'object' && typeOf(left) === typeOf(right)
    ? compareEntries(left.entries, right.entries, path)
    : undefined;
}

/** The `$type` of what is no plain object. */
function typeOf({ entries }: Extract<Tagged, { kind: 'object' }>): unknown {
  const [key, type] = entries[0] ?? [];
  return key === '$type' ? type : undefined;
}

function compareItems(left: readonly unknown[], right: readonly unknown[], path: Path): Task[] {
  const tasks: Task[] = [];
  const common = Math.min(left.length, right.length);
  for (let index = 0; index < common; index += 1) {
    tasks.push({ left: left[index], right: right[index], path: { before: path, text: `[${index}]` } });
  }
  if (left.length === right.length) return tasks;
  // One item too many tells it all.
  const extra = { before: path, text: `[${common}]` };
  tasks.push({ left: itemAt(left, common), right: itemAt(right, common), path: extra });
  return tasks;
}

type Entries = readonly (readonly [string, unknown])[];

function compareEntries(left: Entries, right: Entries, path: Path): Task[] {
  const others = new Map(right);
  const tasks = left.map(([key, value]) => ({
    left: value,
    right: others.has(key) ? others.get(key) : ABSENT,
    path: { before: path, text: step(key) },
  }));
  const own = new Set(left.map(([key]) => key));
  for (const [key, value] of right) {
    if (!own.has(key)) tasks.push({ left: ABSENT, right: value, path: { before: path, text: step(key) } });
  }
  // The order of keys can be seen by whoever reads the result, and the language says what it is.
  if (left.some(([key], index) => key !== right[index]?.[0])) {
    const keys = { before: path, text: ' keys in order' };
    tasks.push({ left: left.map(([key]) => key), right: right.map(([key]) => key), path: keys });
  }
  return tasks;
}

const IDENTIFIER = /^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u;

function step(key: string): string {
  return IDENTIFIER.test(key) ? `.${key}` : `[${JSON.stringify(key)}]`;
}

function itemAt(items: readonly unknown[], index: number): unknown {
  return index < items.length ? items[index] : ABSENT;
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

function noteShared(is_shared: boolean): Side {
  return { note: is_shared ? 'an object that stands elsewhere, too' : 'an object of its own' };
}

function differ({ left, right, path }: Task, left_side?: Side, right_side?: Side): ValueDifference {
  return { path: textOf(path), left: left_side ?? sideOf(left), right: right_side ?? sideOf(right) };
}

function sideOf(value: unknown): Side {
  return value === ABSENT ? { note: 'nothing' } : { value };
}

function textOf(path: Path): string {
  const parts: string[] = [];
  for (let part: Path | undefined = path; part; part = part.before) parts.push(part.text);
  return parts.reverse().join('');
}
