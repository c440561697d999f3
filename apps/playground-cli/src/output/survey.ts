import { childrenOf, isDense, isPlain } from './children.js';

export interface Survey {
  /** Whether JSON carries the value: shared objects count as data when they can be written out again. */
  readonly json: boolean;
  /** How deep objects are nested. */
  readonly depth: number;
  /** Objects that are met again and cannot be written out each time: in a cycle, or far too often. */
  readonly repeated: ReadonlySet<object>;
  /** Whether writing shared objects out each time would be too much. */
  readonly explodes: boolean;
}

/** A few bytes of shared references can stand for more text than any memory holds: `a = [b, b], b = [c, c], …`. */
const SPARE_VISITS = 10_000;

const NONE: ReadonlySet<object> = new Set();

/** Looks at a value once before it is written. Does not recurse: a result may be nested as deeply as it is long. */
export function survey(root: unknown): Survey {
  const first = walkOnce(root);
  if (first.repeated.size === 0) return { ...first, explodes: false };
  const expanded = walkExpanded(root, first.objects * 2 + SPARE_VISITS);
  if (expanded === 'explodes') return { ...first, json: false, explodes: true };
  if (expanded.cyclic) return { ...first, json: false, depth: expanded.depth, explodes: false };
  return { json: first.json, depth: expanded.depth, repeated: NONE, explodes: false };
}

function walkOnce(root: unknown): { json: boolean; depth: number; objects: number; repeated: Set<object> } {
  const seen = new Set<object>();
  const repeated = new Set<object>();
  const stack: { value: unknown; depth: number }[] = [{ value: root, depth: 0 }];
  let json = true;
  let deepest = 0;
  for (let next = stack.pop(); next; next = stack.pop()) {
    const { value, depth } = next;
    json &&= isJson(value);
    if (typeof value !== 'object' || value === null) continue;
    if (seen.has(value)) {
      repeated.add(value);
      continue;
    }
    seen.add(value);
    deepest = Math.max(deepest, depth + 1);
    for (const child of childrenOf(value)) stack.push({ value: child, depth: depth + 1 });
  }
  return { json, depth: deepest, objects: seen.size, repeated };
}

function walkExpanded(root: unknown, maximum: number): 'explodes' | { cyclic: boolean; depth: number } {
  const path = new Set<object>();
  const stack: { value: unknown; leave: boolean }[] = [{ value: root, leave: false }];
  let visits = 0;
  let deepest = 0;
  let cyclic = false;
  for (let next = stack.pop(); next; next = stack.pop()) {
    const { value, leave } = next;
    if (typeof value !== 'object' || value === null) continue;
    if (leave) path.delete(value);
    else if (path.has(value)) cyclic = true;
    else {
      visits += 1;
      if (visits > maximum) return 'explodes';
      path.add(value);
      deepest = Math.max(deepest, path.size);
      stack.push({ value, leave: true });
      for (const child of childrenOf(value)) stack.push({ value: child, leave: false });
    }
  }
  return { cyclic, depth: deepest };
}

function isJson(value: unknown): boolean {
  switch (typeof value) {
    case 'string':
    case 'boolean':
      return true;
    case 'number':
      return Number.isFinite(value) && !Object.is(value, -0);
    case 'object':
      return value === null || (Array.isArray(value) ? isDense(value) : isPlain(value));
    default:
      return false;
  }
}
