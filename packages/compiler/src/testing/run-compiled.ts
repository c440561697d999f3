import { createContext, runInContext } from 'node:vm';
import { mapPosition, type Position } from '@codelets/core';
import { compile } from '../compile.js';
import type { CompiledCodelet, CompileFailure, CompileOptions } from '../types.js';

export const FILE = 'codelet.js';

export function options(over: Partial<CompileOptions> = {}): CompileOptions {
  return { filename: FILE, export_name: 'main', granted: [], ...over };
}

export function compiled(source: string, over: Partial<CompileOptions> = {}): CompiledCodelet {
  const outcome = compile(source, options(over));
  if (!outcome.ok) throw new Error(`does not compile: ${JSON.stringify(outcome.failure)}`);
  return outcome.compiled;
}

export function failure(source: string, over: Partial<CompileOptions> = {}): CompileFailure {
  const outcome = compile(source, options(over));
  if (outcome.ok) throw new Error(`compiles: ${outcome.compiled.script}`);
  return outcome.failure;
}

export interface Evaluated {
  readonly exports: Record<string, unknown>;
  /** The binding called, as the prelude would take it. */
  readonly called: (...args: unknown[]) => unknown;
  /** What was denied, in order. */
  readonly denied: readonly string[];
  readonly compiled: CompiledCodelet;
}

interface DefinitionRecord {
  define?: (
    deny: (name: string) => never,
    load: (id: unknown) => Promise<never>,
    register: (e: object) => void,
  ) => Promise<void>;
}

/** Runs a compiled codelet's module body in a fresh realm, with the least that stands for the prelude. */
export async function evaluate(
  source: string,
  over: Partial<CompileOptions> & { globals?: Record<string, unknown> } = {},
): Promise<Evaluated> {
  const result = compiled(source, over);
  const context = createContext({ ...over.globals });
  const record: DefinitionRecord = {};
  (
    runInContext(
      `(function (record) {
      globalThis.__codelet_define__ = function (define) { delete globalThis.__codelet_define__; record.define = define; };
    })`,
      context,
    ) as (record: DefinitionRecord) => void
  )(record);
  runInContext(result.script, context, { filename: FILE });
  const denied: string[] = [];
  let registered: Record<string, () => unknown> = {};
  const deny = (name: string): never => {
    if (name === 'arguments') throw new ReferenceError('arguments is not defined');
    denied.push(name);
    throw new Error(`denied: ${name}`);
  };
  const load = async (id: unknown): Promise<never> => {
    denied.push(`import ${String(id)}`);
    throw new Error(`denied: import ${String(id)}`);
  };
  // Called as a bare function, so that `this` is undefined as it is in a module.
  const { define } = record;
  if (!define) throw new Error('nothing was defined');
  await define(deny, load, (entries) => {
    registered = entries as Record<string, () => unknown>;
  });
  const exports: Record<string, unknown> = Object.create(null) as Record<string, unknown>;
  for (const key of Object.keys(registered)) {
    Object.defineProperty(exports, key, { get: registered[key]!, enumerable: true });
  }
  const called = exports[result.export_name] as Evaluated['called'];
  return { exports, called, denied, compiled: result };
}

/** Every position that a stack names in the codelet, led back to the author's source. */
export function sourcePositions(error: unknown, { map }: CompiledCodelet): Position[] {
  const stack = String((error as Error).stack);
  return [...stack.matchAll(/codelet\.js:(\d+):(\d+)/g)].map(([, line, column]) =>
    mapPosition(map, Number(line), Number(column) - 1),
  );
}
