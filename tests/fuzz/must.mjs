/** Fails the case under test. */
export function must(holds, what) {
  if (!holds) throw new Error(`not so: ${what}`);
}

/** What is there before and must not change, whatever a text holds. */
export function unpolluted(act) {
  const before = Reflect.ownKeys(Object.prototype).length;
  const result = act();
  must(Reflect.ownKeys(Object.prototype).length === before, 'Object.prototype is as it was');
  return result;
}
