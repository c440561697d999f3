// The deliberate differences: what makes a test fail here that passes in the bare engine, on purpose. Each is
// explained in docs/language.md under `title`. The first that applies counts.

const CODE_FROM_TEXT = /^(eval|Function|the constructor of \w+)$/;
const REMOVED = 'SharedArrayBuffer|Atomics|WebAssembly|WeakRef|FinalizationRegistry';
const REMOVED_DENIED = new RegExp(`^(${REMOVED})$`);
const REMOVED_UNDEFINED = new RegExp(`\\b(${REMOVED})\\b.* is not defined`);

export const DIFFERENCES = [
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
    title: 'vm2 has no Proxy',
    applies: ({ sandbox, test, outcome }) =>
      sandbox === 'vm2' && /\bProxy\b/.test(test.text) && /Proxy is not|undefined/.test(outcome.message),
  },
];

export function deliberate(failure) {
  return DIFFERENCES.find(({ applies }) => applies(failure))?.title;
}
