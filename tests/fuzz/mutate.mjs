/**
 * Changes a text in a few places: cuts, copies and moves parts of it, and puts in what is special to the format.
 *
 * @param {ReturnType<import('./random.mjs').randomOf>} random
 * @param {string} text
 * @param {readonly string[]} special
 */
export function mutate(random, text, special) {
  let changed = text;
  for (let rounds = 1 + random.below(4); rounds > 0; rounds -= 1) {
    const at = random.below(changed.length + 1);
    const length = random.oneIn(4) ? random.below(changed.length + 1) : random.below(6);
    const part = changed.slice(at, at + length);
    const rest = changed.slice(at + length);
    const to = random.below(changed.length + 1);
    const choices = [
      () => changed.slice(0, at) + rest,
      () => changed.slice(0, at) + random.pick(special) + changed.slice(at),
      () => changed.slice(0, at) + random.pick(special) + rest,
      () => changed.slice(0, at) + part + part + rest,
      () => changed.slice(0, to) + part + changed.slice(to),
      () => changed.slice(0, at) + String.fromCharCode(random.below(random.oneIn(3) ? 65_536 : 128)) + rest,
    ];
    changed = random.pick(choices)();
    if (changed.length > 65_536) changed = changed.slice(0, 65_536);
  }
  return changed;
}
