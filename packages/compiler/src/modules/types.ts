import type { PositionMap } from '@codelets/core';
import type { Language } from '../typescript/language.js';
import type { CompileFailure } from '../types.js';
import type { GrantedFace } from './resolve-names.js';

/** A codelet's modules by their paths. */
export interface ModuleSources {
  /** One of the paths. */
  readonly entry: string;
  /** By path, `./lib/a.js`. */
  readonly modules: Readonly<Record<string, string>>;
}

/** A module that the embedder gives: one self-contained text. */
export interface GrantedModule {
  /** What codelets import it by. */
  readonly specifier: string;
  /** An ES module without imports. */
  readonly code: string;
  /** Whether its default export is the `module.exports` of a CommonJS module, whose properties are names to import. */
  readonly commonjs: boolean;
}

/** A granted module, compiled. */
export interface GrantedUnit extends GrantedFace {
  readonly code: string;
  /** Of specifier, text and kind. */
  readonly hash: string;
  readonly script: string;
  readonly map: PositionMap;
}

export type GrantedOutcome =
  | { readonly ok: true; readonly unit: GrantedUnit }
  | { readonly ok: false; readonly failure: CompileFailure };

export interface CompileModulesOptions {
  /** The export of the entry to call. */
  readonly export_name: string;
  /** Names of globals that the embedder gives. */
  readonly granted: readonly string[];
  /** The file name of a codelet of one file, which can import granted modules alone. */
  readonly single_filename?: string | undefined;
  /** Its language; that of several files is told by their names. */
  readonly single_language?: Language | undefined;
}
