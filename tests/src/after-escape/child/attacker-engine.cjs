'use strict';
// An engine that isolates nothing, on purpose: what it is told to run, it runs in the child's main realm, as whoever
// broke out of vm2 or node:vm would. It hands out what stood there before the scrub (`held`), or what can be found
// there now (`found`).
const vm = require('node:vm');
const Module = require('node:module');

const realProcess = process;
const realRequire = require;
const { setTimeout, setInterval, clearTimeout } = globalThis;
const held = { process: copyOf(process), global: copyOf(globalThis), modules: loadEverything() };

/** Opening the standard streams would change descriptors that the channel uses. */
function isStream(key) {
  return key === 'stdin' || key === 'stdout' || key === 'stderr';
}

/** Everything on an object and its prototypes, methods bound: what a reference from before the scrub is worth. */
function copyOf(target) {
  const copy = {};
  for (
    let owner = target;
    owner !== null && owner !== Object.prototype;
    owner = Object.getPrototypeOf(owner)
  ) {
    for (const key of Reflect.ownKeys(owner)) {
      if (Object.hasOwn(copy, key) || isStream(key)) continue;
      copy[key] = readOr(() => {
        const value = target[key];
        const isMethod = typeof value === 'function' && value.prototype === undefined;
        return isMethod || (typeof value === 'function' && target === process) ? bound(value, target) : value;
      });
    }
  }
  return copy;
}

function bound(method, target) {
  return Object.assign(method.bind(target), method);
}

function readOr(read) {
  try {
    return read();
  } catch {
    return undefined;
  }
}

function loadEverything() {
  const names = new Set([...Module.builtinModules, 'node:sqlite', 'node:sea', 'node:test']);
  const modules = new Map();
  for (const name of names)
    modules.set(
      name.replace(/^node:/, ''),
      readOr(() => require(name)),
    );
  // The loader's functions are deleted from it by the scrub.
  modules.set('module', copyOf(Module));
  return modules;
}

/** Every way to a built-in module that is known to us, in a process as it is now. */
function find(name) {
  const failures = [];
  const module_class = module.constructor;
  const ways = [
    () => realRequire(`node:${name}`),
    () => realRequire(name),
    () => realProcess.getBuiltinModule(name),
    () => module.require(name),
    () => module_class._load(name),
    () => module_class.createRequire('/x.js')(name),
    () => new module_class('x').require(name),
    () => realRequire.main.require(name),
    () => realProcess.mainModule.require(name),
    () => module.parent.require(name),
    () => module.children[0].require(name),
    () => realProcess.binding(name),
  ];
  for (const way of ways) {
    try {
      const found = way();
      if (found !== undefined && found !== null) return found;
    } catch (error) {
      failures.push(error);
    }
  }
  throw failures[0] ?? new Error(`there is no way to ${name}`);
}

function get(name) {
  const found = held.modules.get(name);
  if (found === undefined) throw new Error(`there is no ${name}`);
  return found;
}

const sleep = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** Tells whether a function is one that only the held side may have: the judge of walks through what is reachable. */
function powerful() {
  const functions = new Set();
  for (const name of [
    'fs',
    'child_process',
    'net',
    'dgram',
    'dns',
    'worker_threads',
    'inspector',
    'vm',
    'v8',
    'os',
    'http',
  ]) {
    for (const value of Object.values(held.modules.get(name) ?? {}))
      if (typeof value === 'function') functions.add(value);
  }
  for (const name of [
    'kill',
    'dlopen',
    'binding',
    'chdir',
    'abort',
    'setuid',
    'execve',
    'getBuiltinModule',
    '_kill',
  ]) {
    if (typeof realProcess[name] === 'function') functions.add(realProcess[name]);
  }
  functions.add(Module._load).add(Module.createRequire);
  return functions;
}
const POWERFUL = powerful();

/** `process.kill` looks `process._kill` up when it is called; who held the inner one needs no outer one. */
function killWith(target) {
  return (pid, signal) => {
    if (typeof target._kill !== 'function') return target.kill(pid, signal);
    const failure = target._kill(pid, signal);
    if (failure !== 0) throw new Error(`kill: ${failure}`);
    return true;
  };
}

function toolsFor({ variant, recognition }, say) {
  const isHeld = variant === 'held';
  return {
    say,
    sleep,
    setInterval: isHeld ? setInterval : undefined,
    get: isHeld ? get : find,
    process: isHeld ? held.process : realProcess,
    global: isHeld ? held.global : globalThis,
    kill: killWith(isHeld ? held.process : realProcess),
    module,
    require: realRequire,
    binding: (name) => (isHeld ? held.process : realProcess).binding(name),
    // The recognition is a secret that only this function tells.
    isPowerful: (value) => {
      if (!POWERFUL.has(value)) return false;
      say(recognition);
      return true;
    },
  };
}

/** Runs one attempt; what it returns or throws is said. Never rejects. */
async function attempt({ code, variant, recognition, range }, post) {
  const say = (value) => post(String(value));
  const timer = setTimeout(() => undefined, 2 ** 30);
  try {
    const options = { filename: 'attempt.js' };
    const loader = vm.constants?.USE_MAIN_CONTEXT_DEFAULT_LOADER;
    if (variant === 'held' && loader !== undefined) options.importModuleDynamically = loader;
    const run = new vm.Script(code, options).runInThisContext();
    const value = await run(toolsFor({ variant, recognition }, say), range);
    say(`returned ${value}`);
  } catch (error) {
    say(`threw ${readOr(() => `${error?.code ?? ''} ${error?.message ?? error}`)}`);
  } finally {
    clearTimeout(timer);
  }
}

module.exports = () => ({
  openRealm(post) {
    let order;
    let running;
    return {
      step(step) {
        if ('message' in step) order = JSON.parse(step.message);
        else running = attempt({ ...order, code: step.script }, post);
        return undefined;
      },
      settle: async () => {
        await running;
        return undefined;
      },
      dispose() {},
    };
  },
});
module.exports.attempt = attempt;
