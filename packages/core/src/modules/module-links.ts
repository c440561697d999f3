import type { PositionMap } from '../position-map.js';

/**
 * How the modules of a codelet belong together. The compiler resolves every name before anything runs, so that the
 * realm only has to hand out what is listed here, and to evaluate in the order of the language.
 */
export interface ModuleLinks {
  readonly entry: number;
  /** Modules with a script come in the order of their scripts. */
  readonly modules: readonly ModuleRecord[];
}

export interface ModuleRecord {
  /** How `import()` finds it: `./lib/a.js` for a module of the codelet, the specifier for a granted one. */
  readonly id: string;
  /**
   * `sync` and `async` (top-level await) have a script; `commonjs` too, a granted one whose names are those of its
   * default export; `json` is data.
   */
  readonly kind: 'sync' | 'async' | 'commonjs' | 'json';
  readonly is_granted: boolean;
  /** What is evaluated before it, in order, each once. */
  readonly requested: readonly number[];
  /** Whose namespaces its script takes, in order. */
  readonly imports: readonly number[];
  /** Names imported from CommonJS modules, known to exist only when those have run. */
  readonly expected: readonly ExpectedName[];
  /** The names of its namespace, sorted as the language sorts them. */
  readonly names: readonly ResolvedName[];
  /** The text of a `json` module. */
  readonly json?: string;
}

export interface ResolvedName {
  readonly name: string;
  /** Where the binding is. */
  readonly module: number;
  /** The export of that module; `null` stands for its namespace. */
  readonly export: string | null;
}

export interface ExpectedName {
  readonly module: number;
  readonly name: string;
}

/** What the prelude is told of a script: where its frames belong. */
export interface ScriptPlace {
  readonly filename: string;
  readonly map: PositionMap;
  /** The author's own. Errors are located in these; frames of granted modules are shown in stacks alone. */
  readonly is_own: boolean;
}

/** Part of `configure` for a codelet of several scripts. */
export interface LinkedScripts {
  /** In the order in which the scripts are run. */
  readonly scripts: readonly ScriptPlace[];
  readonly links: ModuleLinks;
}
