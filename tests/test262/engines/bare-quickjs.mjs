// QuickJS as quickjs-wasi has it, without the prelude: the text as a module in an instance of its own. Started by
// bare-engine.mjs.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { serve } from './serve.mjs';

const require = createRequire(new URL('../../../packages/sandbox-quickjs/package.json', import.meta.url));
const wasm = new WebAssembly.Module(readFileSync(require.resolve('quickjs-wasi/quickjs.wasm')));
const { EvalFlags, QuickJS } = await import(pathToFileURL(require.resolve('quickjs-wasi')).href);

serve(async (text, { exportName }) => {
  const engine = await QuickJS.create({ wasm, maxStackSize: 512 * 1024 });
  const answers = [];
  const post = engine.newFunction('post', (value) => {
    answers.push(JSON.parse(value.toString()));
    return engine.undefined;
  });
  engine.global.setProp('$post262', post);
  engine.evalCode(
    `(() => {
      const post = $post262, { stringify } = JSON, string = String;
      delete globalThis.$post262;
      const describe = (thrown) => {
        try { return { name: string((thrown.constructor && thrown.constructor.name) || thrown.name), message: string(thrown.message) }; }
        catch { return { name: '', message: 'thrown' }; }
      };
      Object.defineProperty(globalThis, '$told262', { configurable: true, value: (module) => {
        delete globalThis.$told262;
        (async () => string(await (await module).${exportName}()))().then(
          (value) => post(stringify({ end: 'returned', value })),
          (thrown) => post(stringify({ end: 'threw', ...describe(thrown) })),
        );
      } });
    })()`,
  );
  const tell = engine.global.getProp('$told262');
  let module;
  try {
    module = engine.evalCode(text, 'codelet.js', EvalFlags.TYPE_MODULE);
  } catch (thrown) {
    const { name, message } = thrown ?? {};
    return { end: name === 'SyntaxError' ? 'parse' : 'threw', name: String(name), message: String(message) };
  }
  engine.callFunction(tell, engine.undefined, module);
  engine.executePendingJobs();
  return answers[0] ?? { end: 'never settled' };
});
