import type { Language } from './typescript/language.js';
import type { ModuleLinks, PositionMap } from '@codelets/core';

export interface CompileOptions {
  /** The file as stacks show it. It is no part of the script. */
  readonly filename: string;
  /** The export to call. Callers give 'main' as the default. */
  readonly export_name: string;
  /** Names of globals that the embedder gives: references to them are never rewritten. */
  readonly granted: readonly string[];
  /** Default `js`. */
  readonly language?: Language | undefined;
}

export interface CompiledCodelet {
  /** One call of `__codelet_define__` with an async function, for an engine to run as a plain script. */
  readonly script: string;
  /** From positions in `script` to positions in the author's source: lines from 1, columns from 0. */
  readonly map: PositionMap;
  /** The export to call: the one asked for, or 'default' where `main` was asked for and only a default exists. */
  readonly export_name: string;
  /** For a codelet of several scripts; `script` and `map` are empty then. */
  readonly modules?: CompiledModules;
}

export interface CompiledModules {
  /** In the order in which they have to run; what runs in them is decided by `links`. */
  readonly scripts: readonly CompiledScript[];
  readonly links: ModuleLinks;
}

export interface CompiledScript {
  /** The file as stacks show it; no two have the same. */
  readonly filename: string;
  /** What the author wrote. */
  readonly code: string;
  /** Whether it is a part of the codelet, and not a module that the embedder granted. */
  readonly is_own: boolean;
  readonly script: string;
  readonly map: PositionMap;
}

export interface CompileFailure {
  /**
   * `UNSUPPORTED`: TypeScript where what compiles it is not installed. `SANDBOX_UNAVAILABLE` is no fault of the source:
   * the compiler's thread cannot be had.
   */
  readonly code: 'SYNTAX_ERROR' | 'POLICY_VIOLATION' | 'UNSUPPORTED' | 'SANDBOX_UNAVAILABLE';
  readonly message: string;
  /** The module that it is in, `./lib/a.js`, where there are several. */
  readonly module?: string;
  /** Counted from 1, as the author sees it. */
  readonly line?: number;
  /** Counted from 1, in UTF-16 units. */
  readonly column?: number;
  /** What a POLICY_VIOLATION attempted, for example `import 'fs'`. */
  readonly denied?: string;
}

export type CompileOutcome =
  | { readonly ok: true; readonly compiled: CompiledCodelet }
  | { readonly ok: false; readonly failure: CompileFailure };
