import {
  isRelative,
  resolveSpecifier,
  type ExpectedName,
  type ModuleLinks,
  type ModuleRecord,
  type ResolvedName,
} from '@codelets/core';
import { CompileError, quoted } from '../compile-error.js';
import { importDenied } from '../module-exports.js';
import type { ModuleUnit } from './compile-unit.js';
import { languageOf } from '../typescript/language.js';
import { NameResolver, type GrantedFace, type JsonUnit, type LinkedUnit } from './resolve-names.js';

/** A module of the codelet: a script, or data. */
export interface OwnModule {
  /** `./lib/a.js` */
  readonly id: string;
  readonly unit: ModuleUnit | JsonUnit;
}

/** An error in one of the modules. */
export class LinkError extends CompileError {
  constructor(
    readonly module: string,
    cause: CompileError,
  ) {
    super(cause.message, cause.offset, cause.code, cause.denied);
  }
}

/** More would be a source that is made to cost. */
const MAXIMUM_NAMES = 100_000;

export interface LinkOptions {
  /** Whether relative specifiers name modules of the codelet; they are denied in a codelet of one file. */
  readonly is_single: boolean;
}

/** Finds for every import the module and the binding that it means. Throws a `LinkError`. */
export function link(
  own: readonly OwnModule[],
  grants: readonly GrantedFace[],
  { is_single }: LinkOptions,
): ModuleLinks {
  const used = usedGrants(own, grants);
  const ownIds = new Map(own.map(({ id }, index) => [id, index]));
  const grantedIds = new Map(used.map(({ specifier }, index) => [specifier, own.length + index]));
  const modules: LinkedUnit[] = [
    ...own.map((module) => ({ ...module, targets: targetsOf(module) })),
    ...used.map((unit) => ({ id: unit.specifier, unit, targets: [] })),
  ];
  const resolver = new NameResolver(modules);

  function targetsOf(module: OwnModule): number[] {
    const { id, unit } = module;
    if (!('requests' in unit)) return [];
    return unit.requests.map(({ specifier, offset, is_json }) =>
      located(id, () => {
        const target = targetOf(id, specifier, offset);
        checkType(own[target]?.unit, specifier, is_json, offset);
        return target;
      }),
    );
  }

  function targetOf(from: string, specifier: string, offset: number): number {
    const granted = grantedIds.get(specifier);
    if (granted !== undefined) return granted;
    if (is_single || !isRelative(specifier)) throw importDenied(specifier, offset);
    const id = resolveSpecifier(from, specifier);
    const found = id === undefined ? undefined : ownIds.get(id);
    if (found !== undefined) return found;
    throw new CompileError(`There is no module ${quoted(specifier)}${hint(id, own)}`, offset);
  }

  let count = 0;
  const records = modules.map(({ id, unit, targets }, index): ModuleRecord => {
    const names = namesOf(index, resolver);
    count += names.length;
    if (count > MAXIMUM_NAMES) throw new CompileError('The modules export too many names');
    const common = { id, is_granted: index >= own.length, requested: [...new Set(targets)], names };
    if ('json' in unit) return { ...common, kind: 'json', imports: [], expected: [], json: unit.json };
    if ('commonjs' in unit) {
      const kind = unit.commonjs ? 'commonjs' : unit.is_async ? 'async' : 'sync';
      return { ...common, kind, imports: [], expected: [] };
    }
    const imports = unit.requests.flatMap(({ parameter }, at) =>
      parameter === undefined ? [] : targets[at]!,
    );
    const expected = located(id, () => expectedNames(unit, targets, modules, resolver));
    return { ...common, kind: unit.is_async ? 'async' : 'sync', imports, expected };
  });
  return { entry: 0, modules: records };
}

/** Only what a codelet can ask for is given to its realm: a package may be large. */
function usedGrants(own: readonly OwnModule[], grants: readonly GrantedFace[]): readonly GrantedFace[] {
  const asked = new Set<string>();
  for (const { unit } of own) {
    if (!('requests' in unit)) continue;
    for (const { specifier } of unit.requests) asked.add(specifier);
    for (const specifier of unit.dynamic) {
      if (specifier === null) return grants;
      asked.add(specifier);
    }
  }
  return grants.filter(({ specifier }) => asked.has(specifier));
}

function checkType(
  unit: OwnModule['unit'] | undefined,
  specifier: string,
  is_json: boolean,
  offset: number,
): void {
  const has_json = unit !== undefined && 'json' in unit;
  if (has_json === is_json) return;
  const text = has_json
    ? `${quoted(specifier)} is imported with { type: 'json' }`
    : `${quoted(specifier)} is not a JSON module`;
  throw new CompileError(text, offset);
}

function hint(id: string | undefined, own: readonly OwnModule[]): string {
  if (id === undefined) return ': its path leads out of the codelet';
  const stem = id.replace(/\.m?js$/, '');
  const near = own.find((module) => module.id.startsWith(`${stem}.`) || module.id.startsWith(`${id}/index.`));
  return near ? ` (there is ${quoted(near.id)}: names are given in full)` : '';
}

function namesOf(module: number, resolver: NameResolver): ResolvedName[] {
  const names: ResolvedName[] = [];
  for (const name of [...resolver.exportedNames(module)].sort(byUnits)) {
    const found = resolver.resolve(module, name);
    if (typeof found === 'object') names.push({ name, ...found });
  }
  return names;
}

/** As namespaces list their names. */
function byUnits(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Checks every imported name; answers those that only the run of a CommonJS module can tell. */
function expectedNames(
  unit: ModuleUnit,
  targets: readonly number[],
  modules: readonly LinkedUnit[],
  resolver: NameResolver,
): ExpectedName[] {
  const expected: ExpectedName[] = [];
  for (const { request, name, offset } of [...unit.bindings, ...unit.indirect]) {
    if (name === null) continue;
    const found = resolver.resolve(targets[request]!, name);
    const { specifier } = unit.requests[request]!;
    if (found === 'missing') {
      const isType = languageOf(specifier) === 'ts' ? '; a type is imported with `import type`' : '';
      const text = `The module ${quoted(specifier)} has no export named ${quoted(name)}${isType}`;
      throw new CompileError(text, offset);
    }
    if (found === 'ambiguous') {
      throw new CompileError(
        `The module ${quoted(specifier)} has several exports named ${quoted(name)}`,
        offset,
      );
    }
    const target = modules[found.module]!.unit;
    if ('commonjs' in target && found.export !== null && found.export !== 'default') {
      expected.push({ module: found.module, name: found.export });
    }
  }
  return expected;
}

/** Says in which module an error is. */
export function located<T>(module: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof CompileError && !(error instanceof LinkError)) throw new LinkError(module, error);
    throw error;
  }
}
