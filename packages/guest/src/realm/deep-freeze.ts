import { brandOf } from '@codelets/core';
import { define, intrinsics, sealed } from './intrinsics.js';

const MUTATORS: { readonly [brand: string]: readonly string[] } = {
  Map: ['set', 'delete', 'clear'],
  Set: ['add', 'delete', 'clear'],
};

/** Freezes decoded data all the way down; Map and Set lose their mutators. Iterative: data may nest deeply. */
export function deepFreeze(root: unknown): void {
  const queue: { [index: number]: object } = intrinsics.create(null) as { [index: number]: object };
  const seen = new intrinsics.WeakMap<object, true>();
  let end = 0;
  const add = (value: unknown): void => {
    if (typeof value !== 'object' || value === null || intrinsics.weakGet(seen, value)) return;
    intrinsics.weakSet(seen, value, true);
    queue[end] = value;
    end += 1;
  };
  add(root);
  for (let index = 0; index < end; index += 1) {
    const value = queue[index]!;
    // A view with elements cannot be frozen; it is a copy of this run alone.
    if (ArrayBuffer.isView(value)) continue;
    const brand = brandOf(value);
    if (brand === 'Map') (value as Map<unknown, unknown>).forEach((entry, key) => (add(entry), add(key)));
    if (brand === 'Set') (value as Set<unknown>).forEach(add);
    for (const method of (brand !== undefined && MUTATORS[brand]) || [])
      define(value, method, refusal(method));
    const keys = intrinsics.ownKeys(value);
    for (const key of keys) add((value as Record<PropertyKey, unknown>)[key]);
    intrinsics.freeze(value);
  }
}

function refusal(method: string): () => never {
  return sealed(method, (): never => {
    throw new intrinsics.TypeError(`${method}: globals are read-only`);
  });
}
