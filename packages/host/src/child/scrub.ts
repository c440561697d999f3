import process from 'node:process';
import Module from 'node:module';
import { ECMASCRIPT_GLOBALS } from './ecmascript-globals.js';

type Bag = Record<PropertyKey, unknown>;

/**
 * Takes away what code that broke out of its realm could use: nearly all of `process`, the module loader, every
 * global that is not the language's. Runs after the engine has opened its first realm (engines load parts of
 * themselves then) and before any codelet. What the child itself still needs, it captured before.
 */
export function scrub(): void {
  scrubModules();
  scrubProcess();
  scrubGlobals();
  scrubCodeGeneration();
}

/** Own properties that Node's internals read after start-up, with what they become. */
const PROCESS_KEEPS: Bag = {
  // The event loop reports unhandled rejections and exceptions through `emit` and dies when nobody takes them. The
  // reason is never touched: it may be a guest's object with traps.
  emit: () => true,
  emitWarning: () => undefined,
  // Called by C++; without it the first uncaught exception ends the process.
  _fatalException: () => true,
};

function scrubProcess(): void {
  const target = process as unknown as Bag;
  const next_tick = process.nextTick;
  removeAll(target);
  for (const [name, value] of Object.entries(PROCESS_KEEPS)) {
    Object.defineProperty(target, name, { value, writable: false, enumerable: false, configurable: false });
  }
  // Node's internals and native engines put their callbacks through it.
  Object.defineProperty(target, 'nextTick', { value: next_tick, writable: false, configurable: false });
}

function scrubModules(): void {
  const loader = Module as unknown as Bag;
  // Kept apart: it cannot be deleted and would be overwritten.
  const modules = Module.prototype as unknown as Bag;
  const refuse = (): never => {
    throw new Error('modules cannot be loaded here');
  };
  for (const cache of ['_cache', '_pathCache', '_extensions', 'builtinModules'] as const) {
    const bag = loader[cache];
    if (typeof bag === 'object' && bag !== null) removeAll(bag as Bag);
  }
  removeAll(loader);
  removeAll(modules);
  // Node's own `require` looks these up when it is called.
  for (const name of ['_load', '_resolveFilename', '_findPath', '_nodeModulePaths', 'createRequire']) {
    Object.defineProperty(loader, name, { value: refuse, writable: false, configurable: false });
  }
  for (const name of ['require', 'load', '_compile']) {
    Object.defineProperty(modules, name, { value: refuse, writable: false, configurable: false });
  }
}

function scrubGlobals(): void {
  const target = globalThis as unknown as Bag;
  for (const key of Reflect.ownKeys(target)) {
    if (typeof key === 'string' && ECMASCRIPT_GLOBALS.has(key)) continue;
    remove(target, key);
  }
}

/**
 * The constructors of functions compile text. In a process V8 itself refuses that by a flag; in a thread flags are
 * the service's, so there at least nothing leads to them any more.
 */
function scrubCodeGeneration(): void {
  const functions = [() => undefined, async () => undefined, function* () {}, async function* () {}];
  for (const sample of functions) remove(Object.getPrototypeOf(sample) as Bag, 'constructor');
}

function removeAll(target: Bag): void {
  for (const key of Reflect.ownKeys(target)) remove(target, key);
}

/** Deletes without reading: reading a lazy global loads what is behind it (undici alone doubles the start-up). */
function remove(target: Bag, key: PropertyKey): void {
  if (Reflect.deleteProperty(target, key)) return;
  // Not configurable: overwrite the value where that is allowed.
  Reflect.set(target, key, undefined);
}
