/** What a line of the log begins with when an attack got hold of something. */
export const REACHED = 'REACHED';

/** What an attack answers that got hold of nothing. */
export const HELD = 'held';

/**
 * What the attacks judge their finds with. An escape shows by an object of another realm, by a `Function` of one (the
 * more so if it compiles), or by a `process`: each is asked for by itself, so that one wall alone hides no hole in
 * another. A find is told in the log at once, so that it also shows when the run then fails or is killed.
 *
 * It keeps what it uses from before the attack, and looks at nothing of the realm's own.
 */
export const PROBE = `
const { probe, verdict } = (() => {
  const { apply, getOwnPropertyDescriptor, getPrototypeOf, ownKeys } = Reflect;
  const tell = console.error, isFunctionName = /Function/, test = isFunctionName.test.bind(isFunctionName), here = globalThis, root = Object.prototype, Text = String;
  const own = [function () {}, async function () {}, function* () {}, async function* () {}].map((f) => getPrototypeOf(f).constructor);
  const seen = new WeakSet(), has = seen.has.bind(seen), add = seen.add.bind(seen);
  let reached = '', count = 0;
  function report(what) {
    reached += '${REACHED} ' + what + '; ';
    count += 1;
    if (count <= 10) try { tell('${REACHED} ' + what) } catch {}
  }
  function rootOf(value) {
    let at = value;
    for (let steps = 0; steps < 50; steps += 1) { const next = getPrototypeOf(at); if (next === null) return at; at = next }
    return at;
  }
  // The end of every chain is an Object.prototype, here ours. An object without one is not told by its chain.
  function isForeign(value) {
    const end = rootOf(value);
    return end !== root && typeof getOwnPropertyDescriptor(end, 'isPrototypeOf')?.value === 'function';
  }
  // Only what claims to make functions is called: any other function may do anything.
  function compiles(maker, label, isConstructor) {
    if (typeof maker !== 'function' || (!isConstructor && !test(maker.name))) return;
    if (own[0] === maker || own[1] === maker || own[2] === maker || own[3] === maker) return;
    let made;
    try { made = apply(maker, undefined, ['return [globalThis, typeof process]'])() } catch { return }
    if (typeof made !== 'object' || made === null) return;
    if (made[0] !== undefined && made[0] !== here && typeof made[1] === 'string') report(label + ': code compiles in another realm');
    if (typeof made[1] === 'string' && made[1] !== 'undefined') report(label + ': process');
  }
  function look(value, label, depth, isConstructor) {
    if ((typeof value !== 'object' && typeof value !== 'function') || value === null || value === root || depth > 5 || has(value)) return;
    add(value);
    try { if (isForeign(value)) report(label + ': an object of another realm') } catch {}
    try { if (typeof value.versions?.node === 'string' && 'pid' in value) report(label + ': process') } catch {}
    try { if (typeof value.mainModule === 'object' && value.mainModule !== null) report(label + ': modules') } catch {}
    try { compiles(value, label, isConstructor) } catch {}
    try { look(getPrototypeOf(value), label + '.[[Prototype]]', depth + 1, false) } catch {}
    try { look(value.constructor, label + '.constructor', depth + 1, true) } catch {}
    if (depth > 1) return;
    let keys = []; try { keys = ownKeys(value) } catch {}
    for (let index = 0; index < keys.length && index < 60; index += 1) {
      try {
        const described = getOwnPropertyDescriptor(value, keys[index]), name = label + '.' + Text(keys[index]);
        look(described.value, name, depth + 1, false); look(described.get, name, depth + 1, false); look(described.set, name, depth + 1, false);
      } catch {}
    }
  }
  let isLooking = false;
  // What the attack's own getters and traps see while it looks is its own doing.
  function probe(value, label = 'it', isConstructor = false) {
    if (isLooking) return;
    isLooking = true;
    try { look(value, label, 0, isConstructor) } catch {}
    isLooking = false;
  }
  return { probe, verdict: () => reached === '' ? '${HELD}' : reached };
})();
`;
