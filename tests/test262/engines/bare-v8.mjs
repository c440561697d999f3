// V8 as this Node has it: the text as a module in a context of its own. Started by bare-engine.mjs.
import vm from 'node:vm';
import { serve } from './serve.mjs';

/** How often the event loop may turn before a promise is taken for one that nobody settles. */
const TURNS = 20;

// Node 20 knows only contexts whose global object is a stand-in for another object.
const bareGlobal = vm.constants?.DONT_CONTEXTIFY;

process.on('unhandledRejection', () => undefined);

serve(async (text, stateName, describe) => {
  const context = vm.createContext(bareGlobal ?? {});
  let module;
  try {
    module = new vm.SourceTextModule(text, { context, identifier: 'codelet.js' });
    await module.link(() => {
      throw new SyntaxError('there are no modules to import');
    });
  } catch (thrown) {
    return { end: 'parse', ...describe(thrown) };
  }
  // The promise is the context's own, whose methods belong to the test: nothing of it is called.
  void module.evaluate();
  for (let turn = 0; turn < TURNS; turn += 1) {
    await new Promise((resolve) => setImmediate(resolve));
    if (module.status === 'errored') return { end: 'threw', ...describe(module.error) };
    const value = stateOf(module.namespace, stateName);
    if (value !== undefined) return { end: 'returned', value };
  }
  return { end: 'never settled' };
});

function stateOf(namespace, stateName) {
  try {
    return namespace[stateName];
  } catch {
    return undefined;
  }
}
