/** What may be imported, by the specifier that codelets use. A text is the name of an installed package. */
export type ModuleGrants = Readonly<Record<string, string | ModuleGrant>>;

/** A module that codelets may import: one of `package`, `source` and `file`. */
export interface ModuleGrant {
  /** A package installed on the embedder's side. */
  readonly package?: string | undefined;
  /** A subpath of the package, such as `locale/de.js`. */
  readonly export?: string | undefined;
  /** The embedder's own source, an ES module. It may import what is installed. */
  readonly source?: string | undefined;
  /** A file with the embedder's own source. */
  readonly file?: string | undefined;
  /** Hash of the bundled text in hexadecimal digits; another text is refused. */
  readonly sha256?: string | undefined;
}

/** A module as one self-contained text, for codelets to import. */
export interface GrantedModule {
  readonly specifier: string;
  /** Of `code`, in hexadecimal digits: to pin in a grant. */
  readonly sha256: string;
  /** An ES module without imports. */
  readonly code: string;
  /** Whether its default export is the `module.exports` of a CommonJS module, whose properties are names to import. */
  readonly commonjs: boolean;
}
