// Evaluates graphs of modules with the engine's own implementation. Needs --experimental-vm-modules.
import { createContext, runInContext, SourceTextModule } from 'node:vm';
import { parentPort, workerData } from 'node:worker_threads';

const turn = () => new Promise((resolve) => setImmediate(resolve));

parentPort.on('message', async ({ id, graph }) => {
  const context = createContext({});
  runInContext(workerData.probes, context);
  const modules = new Map();
  const named = (name) => {
    if (!modules.has(name)) {
      const options = { context, identifier: name, importModuleDynamically: dynamic };
      modules.set(name, new SourceTextModule(graph[name], options));
    }
    return modules.get(name);
  };
  const dynamic = async (specifier) => {
    const module = named(specifier);
    if (module.status === 'unlinked') await module.link(named);
    await module.evaluate();
    return module;
  };
  let end = 'ok';
  try {
    const entry = named('./entry.js');
    await entry.link(named);
    await entry.evaluate();
    await entry.namespace.main();
  } catch (error) {
    end = error.name === 'Error' ? `Error: ${error.message}` : error.name;
  }
  await turn();
  const events = JSON.parse(runInContext('JSON.stringify(events)', context));
  parentPort.postMessage({ id, observed: { end, events } });
});
