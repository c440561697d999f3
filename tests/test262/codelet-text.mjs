// A test as a module: what the host has to define, the harness, the test. It stands at the top level, because module
// code is what a codelet is. The bare engine is given the same text, so that what is done here is blamed on nobody.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

export const EXPORT_NAME = '$outcome262';
export const STATE_NAME = '$state262';
export const COMPLETE = 'complete';

/** A codelet is asked by calling the export, a bare module by looking at the other one: no `then` is called for it. */
const HEAD = `
export let ${STATE_NAME};
let $resolve262;
const $settled262 = new Promise((resolve) => { $resolve262 = resolve; });
const $settle262 = (state) => { ${STATE_NAME} ??= state; $resolve262(state); };
export function ${EXPORT_NAME}() { return $settled262; }
for (const [key, value] of Object.entries({
  $262: { global: globalThis },
  print: function (text) { $settle262(text === 'Test262:AsyncTestComplete' ? '${COMPLETE}' : text); },
  $DONE: function (error) { $settle262(error ? 'told to $DONE: ' + (error && error.name ? error.name + ': ' + error.message : String(error)) : '${COMPLETE}'); },
})) Object.defineProperty(globalThis, key, { value, writable: true, enumerable: false, configurable: true });
`;

const SYNCHRONOUS = `$settle262('${COMPLETE}');\n`;

/** Harness files that are written anew: INTERPRETING.md allows that. The suite's own make code from text. */
const OWN_HARNESS = {
  'doneprintHandle.js': '',
  'fnGlobalObject.js': 'function fnGlobalObject() { return globalThis; }\n',
};

export function createCodeletText(suite) {
  const harness = new Map();
  function harnessText(name) {
    if (name in OWN_HARNESS) return OWN_HARNESS[name];
    if (!harness.has(name)) harness.set(name, `${readFileSync(join(suite, 'harness', name), 'utf8')}\n`);
    return harness.get(name);
  }
  return ({ text, flags, includes }) => {
    const files = ['assert.js', 'sta.js', ...includes].map(harnessText);
    // The test is last, so that nothing can complete what it leaves open. A module that throws never gets asked.
    return HEAD + (flags.has('async') ? '' : SYNCHRONOUS) + files.join('') + text;
  };
}
