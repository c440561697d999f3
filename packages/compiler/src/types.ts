import type { PositionMap } from '@codelets/core';

export interface CompileOptions {
  /** The file as stacks show it. It is no part of the script. */
  readonly filename: string;
  /** The export to call. Callers give 'main' as the default. */
  readonly export_name: string;
  /** Names of globals that the embedder gives: references to them are never rewritten. */
  readonly granted: readonly string[];
}

export interface CompiledCodelet {
  /** One call of `__codelet_define__` with an async function, for an engine to run as a plain script. */
  readonly script: string;
  /** From positions in `script` to positions in the author's source: lines from 1, columns from 0. */
  readonly map: PositionMap;
  /** The export to call: the one asked for, or 'default' where `main` was asked for and only a default exists. */
  readonly export_name: string;
}

export interface CompileFailure {
  /** SANDBOX_UNAVAILABLE is no fault of the source: the compiler's thread cannot be had. */
  readonly code: 'SYNTAX_ERROR' | 'POLICY_VIOLATION' | 'SANDBOX_UNAVAILABLE';
  readonly message: string;
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
