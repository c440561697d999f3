import type { Denials } from './denials.js';
import { define, intrinsics } from './intrinsics.js';
import { LANGUAGE_GLOBALS } from './permitted-globals.js';

/** What is taken off the language's own objects, so that all engines agree. */
const REMOVED: readonly (readonly [holder: object, names: readonly string[]])[] = [
  // Newer than the language floor, and they get around caps that count allocations.
  [ArrayBuffer.prototype, ['resize', 'transfer', 'transferToFixedLength', 'transferToImmutable']],
  // Leads to the constructors of Temporal, which is no global here.
  [Date.prototype, ['toTemporalInstant']],
  // Only QuickJS has them; they name the prelude's file and lines.
  [Function.prototype, ['fileName', 'lineNumber', 'columnNumber']],
  // Only V8 has them: what the last pattern found, whoever ran it, the prelude included.
  [
    RegExp,
    [
      ...['$1', '$2', '$3', '$4', '$5', '$6', '$7', '$8', '$9', '$_', '$&', '$+', '$`', "$'"],
      ...['input', 'lastMatch', 'lastParen', 'leftContext', 'rightContext'],
    ],
  ],
];

/** Removes from the global object whatever is not on the list. */
export function removeForeignGlobals(): void {
  const permitted: Record<string, true> = intrinsics.create(null) as Record<string, true>;
  for (let index = 0; index < LANGUAGE_GLOBALS.length; index += 1) permitted[LANGUAGE_GLOBALS[index]!] = true;
  const keys = intrinsics.ownKeys(globalThis);
  for (let index = 0; index < keys.length; index += 1) {
    const key = keys[index]!;
    if (typeof key === 'string' && permitted[key]) continue;
    delete (globalThis as Record<PropertyKey, unknown>)[key];
  }
  // Hosts of V8 start without it (--disable-proto); without it everywhere, all engines agree.
  delete (Object.prototype as Record<string, unknown>)['__proto__'];
  for (let index = 0; index < REMOVED.length; index += 1) {
    const [holder, names] = REMOVED[index]!;
    for (let at = 0; at < names.length; at += 1) delete (holder as Record<string, unknown>)[names[at]!];
  }
}

/** `eval` and the four function constructors deny, also where `constructor` leads to them. */
export function denyCodeGeneration({ denied }: Denials): void {
  define(globalThis, 'eval', denied('eval', 'eval'));
  const samples: [name: string, sample: object][] = [
    ['Function', function () {}],
    ['AsyncFunction', async function () {}],
    ['GeneratorFunction', function* () {}],
    ['AsyncGeneratorFunction', async function* () {}],
  ];
  for (let index = 0; index < samples.length; index += 1) {
    const [name, sample] = samples[index]!;
    const prototype = intrinsics.getPrototypeOf(sample) as { constructor: unknown };
    const denial = denied(name, name === 'Function' ? 'Function' : `the constructor of ${name}`, prototype);
    define(prototype, 'constructor', denial);
    if (prototype.constructor !== denial)
      throw new intrinsics.TypeError('a function constructor is still in reach');
    if (name === 'Function') define(globalThis, 'Function', denial);
    else intrinsics.setPrototypeOf(denial, (globalThis as unknown as { Function: object }).Function);
    intrinsics.freeze(denial);
  }
}

/** Makes every binding on the global object final. What a codelet adds beside them dies with its realm. */
export function lockGlobals(): void {
  const keys = intrinsics.ownKeys(globalThis);
  for (let index = 0; index < keys.length; index += 1) {
    const key = keys[index]!;
    const descriptor = intrinsics.descriptorOf(globalThis, key);
    // `Date` is made final with the run's clock.
    if (!descriptor || !descriptor.configurable || key === 'Date') continue;
    const value = (globalThis as Record<PropertyKey, unknown>)[key];
    define(globalThis, key, value, descriptor.enumerable === true);
  }
}
