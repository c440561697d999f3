import { createHash } from 'node:crypto';
import type { ModuleLinks } from '@codelets/core';
import { calledExport } from '../called-export.js';
import { CompileError, quoted } from '../compile-error.js';
import { failureOf } from '../compile-failure.js';
import { LineIndex } from '../line-index.js';
import { languageOf } from '../typescript/language.js';
import type { StripTypes } from '../typescript/strip-types.js';
import { stripperFor } from '../typescript/stripper-for.js';
import type { CompiledScript, CompileFailure } from '../types.js';
import { compileUnit } from './compile-unit.js';
import { LinkError, link, located, type OwnModule } from './link.js';
import { checkModulePath, isJson } from './module-path.js';
import type { GrantedFace } from './resolve-names.js';
import type { CompileModulesOptions, GrantedModule, GrantedOutcome, ModuleSources } from './types.js';

/** A codelet of several modules, compiled; the scripts of granted modules are put to it by the caller. */
export interface LinkedModules {
  /** The codelet's own. */
  readonly scripts: readonly CompiledScript[];
  readonly links: ModuleLinks;
  readonly export_name: string;
}

export type ModulesOutcome =
  | { readonly ok: true; readonly linked: LinkedModules }
  | { readonly ok: false; readonly failure: CompileFailure };

const MAXIMUM_MODULES = 1000;

/**
 * Compiles each module to a script of its own and finds what every import means. Runs nothing of the sources and never
 * throws for them. It holds the thread for as long as that takes: sources of untrusted size belong to `Compiler`.
 */
export function linkSources(
  sources: ModuleSources,
  options: CompileModulesOptions,
  grants: readonly GrantedFace[],
  stripTypes?: StripTypes,
): ModulesOutcome {
  try {
    return { ok: true, linked: compileOrThrow(sources, options, grants, stripTypes) };
  } catch (error) {
    const module = error instanceof LinkError ? error.module : undefined;
    const code = module === undefined ? undefined : sources.modules[module];
    const failure = failureOf(error, code === undefined ? undefined : new LineIndex(code));
    return { ok: false, failure: { ...failure, ...(module === undefined ? {} : { module }) } };
  }
}

function compileOrThrow(
  { entry, modules }: ModuleSources,
  { export_name, granted, single_filename, single_language }: CompileModulesOptions,
  grants: readonly GrantedFace[],
  stripTypes: StripTypes | undefined,
): LinkedModules {
  const ids = Object.keys(modules);
  if (ids.length > MAXIMUM_MODULES) {
    throw new CompileError(`A codelet may have ${MAXIMUM_MODULES} modules, this one has ${ids.length}`);
  }
  const granted_modules = new Set(grants.map(({ specifier }) => specifier));
  const scripts: CompiledScript[] = [];
  // The entry comes first, wherever it stands among the others.
  const own = [entry, ...ids.filter((id) => id !== entry)].map((id): OwnModule => {
    const code = Object.hasOwn(modules, id) ? modules[id] : undefined;
    if (code === undefined) throw new CompileError(`There is no module ${quoted(id)} to begin with`);
    return located(id, () => {
      if (single_filename === undefined) checkModulePath(id);
      if (isJson(id)) return { id, unit: { json: checkedJson(code) } };
      const language = single_filename === undefined ? languageOf(id) : single_language;
      const stripper = stripperFor(language, stripTypes);
      const unit = compileUnit(code, { granted, granted_modules, stripTypes: stripper });
      const filename = single_filename ?? id.slice(2);
      scripts.push({ filename, code, is_own: true, script: unit.script, map: unit.map });
      return { id, unit };
    });
  });
  const links = link(own, grants, { is_single: single_filename !== undefined });
  const { unit } = own[0]!;
  return {
    scripts,
    links,
    export_name: located(entry, () => {
      if ('json' in unit) throw new CompileError('A JSON module cannot be called');
      const names = links.modules[0]!.names.map(({ name }) => {
        return unit.locals.find((local) => local.name === name) ?? { name, offset: 0 };
      });
      return calledExport(export_name, names, unit.uses);
    }),
  };
}

function checkedJson(text: string): string {
  try {
    JSON.parse(text);
    return text;
  } catch (error) {
    const { message } = error as SyntaxError;
    const position = / at position (\d+)/.exec(message)?.[1];
    throw new CompileError(
      `The JSON module is malformed: ${message}`,
      position === undefined ? undefined : Number(position),
    );
  }
}

/** Compiles a module that the embedder gives. */
export function compileGranted({ specifier, code, commonjs }: GrantedModule): GrantedOutcome {
  try {
    const unit = compileUnit(code, { granted: [], granted_modules: new Set() });
    const asked = unit.requests[0];
    if (asked) throw new CompileError(`The module imports ${quoted(asked.specifier)}`, asked.offset);
    const names = unit.locals.map(({ name }) => name);
    const { script, map, is_async } = unit;
    const hash = createHash('sha256')
      .update(JSON.stringify([specifier, commonjs, code]))
      .digest('base64');
    return { ok: true, unit: { specifier, code, commonjs, hash, names, is_async, script, map } };
  } catch (error) {
    return { ok: false, failure: failureOf(error, new LineIndex(code)) };
  }
}
