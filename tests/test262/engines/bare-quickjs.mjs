// QuickJS as quickjs-wasi has it, without the prelude: the text as a module in an instance of its own. Started by
// bare-engine.mjs.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { serve } from './serve.mjs';

const sandbox = createRequire(new URL('../../../packages/sandbox-quickjs/package.json', import.meta.url));
const wasm = new WebAssembly.Module(readFileSync(sandbox.resolve('quickjs-wasi/quickjs.wasm')));
const { EvalFlags, QuickJS } = await import(pathToFileURL(sandbox.resolve('quickjs-wasi')).href);

/** Of `promiseState`. */
const PENDING = 0;
const REJECTED = 2;

serve(async (text, stateName) => {
  const engine = await QuickJS.create({ wasm, maxStackSize: 512 * 1024 });
  let module;
  try {
    module = engine.evalCode(text, 'codelet.js', EvalFlags.TYPE_MODULE);
  } catch (thrown) {
    const { name, message } = thrown;
    return { end: name === 'SyntaxError' ? 'parse' : 'threw', name: String(name), message: String(message) };
  }
  engine.executePendingJobs();
  // Nothing of the realm is called to find out: its intrinsics may be what the test has made of them.
  if (module.promiseState === PENDING) return { end: 'never settled' };
  const { value: namespace, error } = await engine.resolvePromise(module);
  if (module.promiseState === REJECTED) return { end: 'threw', ...described(error) };
  const state = namespace.getProp(stateName);
  return state.typeof === 'string' ? { end: 'returned', value: state.toString() } : { end: 'never settled' };
});

function described(thrown) {
  if (thrown.typeof !== 'object') return { name: thrown.typeof, message: thrown.toString() };
  try {
    return { name: thrown.constructorName ?? '', message: thrown.getProp('message').toString() };
  } catch {
    return { name: '', message: 'an error that cannot be read' };
  }
}
