import {
  primordials as p,
  resolveSpecifier,
  setOwn,
  uncurry,
  type LinkedScripts,
  type ModuleRecord,
} from '@codelets/core';
import type { Denials } from '../denials.js';
import { define, intrinsics } from '../intrinsics.js';
import { createDeferred } from './deferred.js';
import { createEvaluation, newModule, type EvaluatedModule } from './evaluation.js';

export type Exports = Record<string, (() => unknown) | undefined>;
type Namespace = Record<string, unknown>;
/** A linked module's script defines one: a generator, async or not, that yields once its functions exist. */
export type LinkedModule = (...parts: unknown[]) => unknown;

export interface ModuleRegistry {
  /** Runs the codelet's modules; answers the entry's exports. */
  evaluate(): Promise<Namespace>;
}

const advance = uncurry(
  (Object.getPrototypeOf(function* () {}.prototype) as Generator).next as () => unknown,
) as (generator: unknown) => unknown;
const advanceAsync = uncurry(
  (Object.getPrototypeOf(async function* () {}.prototype) as AsyncGenerator).next as () => Promise<unknown>,
) as (generator: unknown) => Promise<unknown>;

/** The modules of one codelet, by what the compiler found out about them. */
export function createModuleRegistry(
  { links }: LinkedScripts,
  scripts: readonly LinkedModule[],
  denials: Denials,
): ModuleRegistry {
  const records = links.modules;
  const evaluate = createEvaluation();
  const own: Record<string, number> = intrinsics.create(null) as Record<string, number>;
  const granted: Record<string, number> = intrinsics.create(null) as Record<string, number>;
  const registered: Exports[] = [];
  const namespaces: Namespace[] = [];
  const modules: EvaluatedModule[] = [];
  const settling: Promise<unknown>[] = [];

  function find(from: ModuleRecord, specifier: string): number | undefined {
    const known = granted[specifier];
    if (known !== undefined || from.is_granted) return known;
    const id = resolveSpecifier(from.id, specifier);
    return id === undefined ? undefined : own[id];
  }

  async function load(from: ModuleRecord, specifier: unknown): Promise<unknown> {
    const text = `${specifier as string}`;
    const index = find(from, text);
    if (index === undefined) return denials.reject(text);
    await evaluate(modules[index]!);
    return namespaces[index];
  }

  /** The compiler lets calls with a literal of a granted module through, and has them evaluated before. */
  function required(specifier: string): unknown {
    const index = granted[specifier]!;
    const namespace = namespaces[index]!;
    return records[index]!.kind === 'commonjs' ? namespace['default'] : namespace;
  }

  /** Creates the bindings of a module, functions among them, and answers what runs its body. */
  function instantiate(index: number, script: LinkedModule): EvaluatedModule['run'] {
    const record = records[index]!;
    const parts: unknown[] = [
      denials.deny,
      (specifier: unknown) => load(record, specifier),
      (exports: Exports, unnamed?: unknown) => {
        registered[index] = exports;
        // An anonymous default function is declared under a name that nobody is to see.
        if (unnamed !== undefined) nameDefault(unnamed);
      },
      required,
    ];
    for (let at = 0; at < record.imports.length; at += 1) {
      setOwn(parts, parts.length, namespaces[record.imports[at]!]);
    }
    const running = intrinsics.apply(script as never, undefined, parts);
    if (record.kind === 'async') {
      // It stands at its yield when this has settled, and goes on at once when it is asked to the next time.
      setOwn(settling, settling.length, advanceAsync(running));
      return () => {
        try {
          expectNames(record);
        } catch (thrown) {
          const failed = createDeferred();
          failed.reject(thrown);
          return failed.promise;
        }
        return advanceAsync(running);
      };
    }
    advance(running);
    return () => {
      expectNames(record);
      advance(running);
      if (record.kind === 'commonjs') fillNamespace(index);
      return undefined;
    };
  }

  function expectNames({ expected }: ModuleRecord): void {
    for (let at = 0; at < expected.length; at += 1) {
      const { module, name } = expected[at]!;
      if (intrinsics.descriptorOf(namespaces[module]!, name)) continue;
      const { id } = records[module]!;
      throw new p.errors['SyntaxError']!(`The module '${id}' has no export named '${name}'`);
    }
  }

  /** As Node does it: the names of a CommonJS module are the properties that `module.exports` has when it has run. */
  function fillNamespace(index: number): void {
    const namespace = namespaces[index]!;
    const value = registered[index]!['default']!();
    define(namespace, 'default', value, true);
    if ((typeof value === 'object' && value !== null) || typeof value === 'function') {
      const names = intrinsics.ownNames(value);
      for (let at = 0; at < names.length; at += 1) {
        const name = names[at]!;
        const property = intrinsics.descriptorOf(value, name);
        if (name === 'default' || !property?.enumerable) continue;
        define(namespace, name, (value as Namespace)[name], true);
      }
    }
    intrinsics.freeze(namespace);
  }

  function createNamespace(index: number): void {
    const { kind, names } = records[index]!;
    const namespace = namespaces[index]!;
    define(namespace, intrinsics.Symbol.toStringTag, 'Module');
    if (kind === 'commonjs') return;
    for (let at = 0; at < names.length; at += 1) {
      const { name, module, export: exported } = names[at]!;
      const get =
        exported === null
          ? () => namespaces[module]
          : records[module]!.kind === 'commonjs'
            ? () => namespaces[module]![exported]
            : registered[module]![exported];
      intrinsics.assignDescriptor(namespace, name, {
        __proto__: null, get, enumerable: true, configurable: false,
      } as PropertyDescriptor); // prettier-ignore
    }
    intrinsics.freeze(namespace);
  }

  function link(): void {
    let next = 0;
    for (let index = 0; index < records.length; index += 1) {
      const { id, is_granted } = records[index]!;
      setOwn(is_granted ? granted : own, id, index);
      setOwn(namespaces, index, intrinsics.create(null));
    }
    for (let index = 0; index < records.length; index += 1) {
      const { kind, json } = records[index]!;
      let run: EvaluatedModule['run'] = () => undefined;
      if (kind === 'json') {
        const value: unknown = intrinsics.parseJson(json!);
        registered[index] = { default: () => value };
      } else {
        run = instantiate(index, scripts[next]!);
        next += 1;
      }
      setOwn(modules, index, newModule(kind === 'async', run));
    }
    for (let index = 0; index < records.length; index += 1) {
      createNamespace(index);
      const { requested } = records[index]!;
      const needed: EvaluatedModule[] = [];
      for (let at = 0; at < requested.length; at += 1) setOwn(needed, at, modules[requested[at]!]);
      modules[index]!.requested = needed;
    }
  }

  return {
    async evaluate() {
      link();
      for (let index = 0; index < settling.length; index += 1) await settling[index];
      await evaluate(modules[links.entry]!);
      return namespaces[links.entry]!;
    },
  };
}

function nameDefault(target: unknown): void {
  intrinsics.assignDescriptor(target as object, 'name', {
    __proto__: null, value: 'default', writable: false, enumerable: false, configurable: true,
  } as PropertyDescriptor); // prettier-ignore
}
