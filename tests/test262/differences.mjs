// The deliberate differences: what makes a test fail here that passes in the bare engine, on purpose. Each is
// explained in docs/language.md under `title`. The first that applies counts.

const CODE_FROM_TEXT = /^(eval|Function|the constructor of \w+)$/;
const REMOVED = 'SharedArrayBuffer|Atomics|WebAssembly|WeakRef|FinalizationRegistry';
const REMOVED_DENIED = new RegExp(`^(${REMOVED})$`);
const REMOVED_UNDEFINED = new RegExp(`\\b(${REMOVED})\\b.* is not defined`);
const READ_ONLY = /'(\w+)' of object\b|'(\w+)' is read-only/;

/** Tests of what the prelude puts in the place of a function: they find it frozen, and nothing else amiss. */
const PRELUDE_FUNCTIONS =
  /^built-ins\/(eval|Function|(Async|Generator|AsyncGenerator)Function|Math\/random|Object\/is(Frozen|Sealed))\//;
const FROZEN =
  /configurable|extensible|could not delete|Cannot delete|Expected true but got false|b Expected SameValue\(«true»/;

/** A test that counts who asks for `Promise.prototype.constructor`. */
const TICKS = /\/ticks-with-.*-constructor-lookup/;

/** What vm2 replaces to close its known holes. */
const VM2_PROMISE = /^built-ins\/(Promise|Symbol\/species)\/|\bconstructor-lookup\b/;
const VM2_WRAPPED = /^built-ins\/(Reflect\/ownKeys|Symbol\/for)\//;

const DIFFERENCES = [
  {
    title: 'No code from text',
    applies: ({ end }) => end.denied.some((name) => CODE_FROM_TEXT.test(name)),
  },
  {
    title: 'No shared memory, weak references and WebAssembly',
    applies: ({ end, outcome }) =>
      end.denied.some((name) => REMOVED_DENIED.test(name)) || REMOVED_UNDEFINED.test(outcome.message),
  },
  {
    title: 'Nothing to import',
    applies: ({ end }) => end.denied.includes('import.meta'),
  },
  {
    title: 'No `__proto__` accessor',
    applies: ({ test }) => test.path.includes('/__proto__/') || /\.__proto__\b/.test(test.text),
  },
  {
    title: 'Global bindings are final',
    applies: ({ outcome }) => {
      const [, first, second] = READ_ONLY.exec(outcome.message) ?? [];
      return (first ?? second ?? '') in globalThis;
    },
  },
  {
    title: "The prelude's functions are frozen",
    applies: ({ test, outcome }) =>
      PRELUDE_FUNCTIONS.test(test.path) &&
      FROZEN.test(outcome.message) &&
      !/value should be/.test(outcome.message),
  },
  {
    title: 'The end of a run is awaited',
    applies: ({ sandbox, test }) => sandbox !== 'vm2' && TICKS.test(test.path),
  },
  {
    title: 'vm2: no `Proxy`',
    applies: ({ sandbox, test }) => sandbox === 'vm2' && /\bProxy\b/.test(test.text + test.includes.join()),
  },
  {
    title: 'vm2: a `Promise` of its own',
    applies: ({ sandbox, test }) => sandbox === 'vm2' && VM2_PROMISE.test(test.path),
  },
  {
    title: 'vm2: a few functions are wrapped',
    applies: ({ sandbox, test }) => sandbox === 'vm2' && VM2_WRAPPED.test(test.path),
  },
  {
    title: 'vm2: reads the language of 2022',
    applies: ({ sandbox, test, outcome }) => sandbox === 'vm2' && outcome.kind === 'parse' && !test.negative,
  },
  {
    title: 'quickjs: redeclarations are errors',
    applies: ({ sandbox, test, outcome }) =>
      sandbox === 'quickjs' &&
      outcome.kind === 'parse' &&
      !test.negative &&
      /already been declared/.test(outcome.message),
  },
];

/** The title of the difference that explains a failure, if one does. */
export function deliberate(failure) {
  return DIFFERENCES.find(({ applies }) => applies(failure))?.title;
}
