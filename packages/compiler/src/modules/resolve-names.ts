import type { ResolvedName } from '@codelets/core';
import type { ModuleUnit } from './compile-unit.js';
import type { IndirectExport } from './imported-names.js';

/** A module as the linker sees it. */
export interface LinkedUnit {
  readonly id: string;
  readonly unit: ModuleUnit | GrantedFace | JsonUnit;
  /** By request: which module. */
  readonly targets: readonly number[];
}

/** What is known of a granted module without its text: it asks for nothing. */
export interface GrantedFace {
  readonly specifier: string;
  /** Its exports; those of a CommonJS module but `default` are known when it has run. */
  readonly names: readonly string[];
  readonly is_async: boolean;
  readonly commonjs: boolean;
}

export interface JsonUnit {
  readonly json: string;
}

export type Resolution = Omit<ResolvedName, 'name'> | 'missing' | 'ambiguous';

/** Resolves names through re-exports, as the language does (16.2.1.7.2.2, ResolveExport and GetExportedNames). */
export class NameResolver {
  readonly #modules: readonly LinkedUnit[];
  readonly #resolved = new Map<string, Resolution>();
  readonly #listed = new Map<number, ReadonlySet<string>>();
  /** How often a way led back to where it came from. */
  #cuts = 0;
  readonly #passed = new Map<number, ReadonlyMap<string, IndirectExport>>();
  readonly #locals = new Map<number, ReadonlySet<string>>();

  constructor(modules: readonly LinkedUnit[]) {
    this.#modules = modules;
  }

  resolve(module: number, name: string, visited = new Set<string>()): Resolution {
    const key = `${module} ${name}`;
    const known = this.#resolved.get(key);
    if (known) return known;
    // A name that leads back to itself is none.
    if (visited.has(key)) {
      this.#cuts += 1;
      return 'missing';
    }
    visited.add(key);
    const cuts = this.#cuts;
    const found = this.#search(module, name, visited);
    // What was found where a way led back holds for this question alone.
    if (cuts === this.#cuts) this.#resolved.set(key, found);
    return found;
  }

  #search(module: number, name: string, visited: Set<string>): Resolution {
    const { unit, targets } = this.#modules[module]!;
    if (this.#own(module).has(name)) return { module, export: name };
    if ('commonjs' in unit) return unit.commonjs ? { module, export: name } : 'missing';
    if ('json' in unit) return 'missing';
    const indirect = this.#indirect(module, unit).get(name);
    if (indirect) {
      const target = targets[indirect.request]!;
      if (indirect.name === null) return { module: target, export: null };
      return this.resolve(target, indirect.name, visited);
    }
    if (name === 'default') return 'missing';
    let found: Resolution = 'missing';
    for (const { request } of unit.stars) {
      const starred = this.resolve(targets[request]!, name, visited);
      if (starred === 'ambiguous') return starred;
      if (starred === 'missing') continue;
      if (found === 'missing') found = starred;
      else if (found.module !== starred.module || found.export !== starred.export) return 'ambiguous';
    }
    return found;
  }

  /** Every name that the module's namespace could have; ambiguous ones are among them. */
  exportedNames(module: number, visited = new Set<number>()): ReadonlySet<string> {
    const known = this.#listed.get(module);
    if (known) return known;
    if (visited.has(module)) {
      this.#cuts += 1;
      return new Set();
    }
    visited.add(module);
    const cuts = this.#cuts;
    const names = this.#collect(module, visited);
    if (cuts === this.#cuts) this.#listed.set(module, names);
    return names;
  }

  #collect(module: number, visited: Set<number>): ReadonlySet<string> {
    const { unit, targets } = this.#modules[module]!;
    const names = new Set(this.#own(module));
    if (!('stars' in unit)) return names;
    for (const { exported } of unit.indirect) names.add(exported);
    for (const { request } of unit.stars) {
      for (const name of this.exportedNames(targets[request]!, visited)) {
        if (name !== 'default') names.add(name);
      }
    }
    return names;
  }

  #indirect(module: number, { indirect }: ModuleUnit): ReadonlyMap<string, IndirectExport> {
    const known = this.#passed.get(module);
    if (known) return known;
    const names = new Map(indirect.map((item) => [item.exported, item]));
    this.#passed.set(module, names);
    return names;
  }

  #own(module: number): ReadonlySet<string> {
    const known = this.#locals.get(module);
    if (known) return known;
    const { unit } = this.#modules[module]!;
    const names = new Set(
      'json' in unit ? ['default'] : 'commonjs' in unit ? unit.names : unit.locals.map(({ name }) => name),
    );
    this.#locals.set(module, names);
    return names;
  }
}
