import type { CompileFailure, CompileOutcome, Compiler, GrantedUnit } from '@codelets/compiler';
import type { SourceText } from '@codelets/session';
import type { ReadSource } from '../read-source.js';

export type ReadOk = Extract<ReadSource, { ok: true }>;

/** Compiles what was read: one file alone, or modules that are linked, with the granted ones that they import. */
export function compileSource(
  compiler: Compiler,
  { source, language, modules }: ReadOk,
  { export_name, globals }: { readonly export_name: string; readonly globals: readonly string[] },
  grants: readonly GrantedUnit[],
): Promise<CompileOutcome> {
  const { filename, code } = source;
  const granted = globals;
  if (modules) return compiler.compileModules(modules, { export_name, granted }, grants);
  if (grants.length === 0) return compiler.compile(code, { filename, export_name, granted, language });
  const id = './codelet.js';
  const options = { export_name, granted, single_filename: filename, single_language: language };
  return compiler.compileModules({ entry: id, modules: { [id]: code } }, options, grants);
}

/** The module that a failure is in. */
export function failedSource({ source, modules }: ReadOk, { module }: CompileFailure): SourceText {
  const code = module === undefined ? undefined : modules?.modules[module];
  return code === undefined ? source : { filename: module!.slice(2), code };
}
