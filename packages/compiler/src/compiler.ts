import { fileURLToPath } from 'node:url';
import { compile } from './compile.js';
import { cacheKey, modulesKey, OutcomeCache } from './outcome-cache.js';
import { ThreadCompiler } from './thread/thread-compiler.js';
import { attachGrants } from './modules/attach-grants.js';
import { linkSources, type ModulesOutcome } from './modules/link-sources.js';
import type {
  CompileModulesOptions,
  GrantedModule,
  GrantedOutcome,
  GrantedUnit,
  ModuleSources,
} from './modules/types.js';
import { languageOf } from './typescript/language.js';
import type { CompileOptions, CompileOutcome } from './types.js';

export interface CompilerOptions {
  /** How much the kept outcomes may take together. Default 16 MiB; 0 keeps none. */
  readonly cache_bytes?: number;
  /** Sources up to this length (UTF-16 units) are compiled on the calling thread. Default 4096: even made to cost, that is about 10 ms. */
  readonly inline_length?: number;
  /** How long one source may take in the thread. Default 2000. */
  readonly time_limit_ms?: number;
  /** The heap of the thread. Default 512. */
  readonly thread_memory_mb?: number;
  /** The thread's program. Default `compile-thread.cjs` beside this module: set it where a bundler moves files. */
  readonly thread_file?: string;
}

/**
 * Compiles sources, keeps the outcomes, and keeps the calling thread free: what may take long is done in one worker
 * thread, started when it is first needed, which keeps no process alive except while it compiles.
 */
export class Compiler {
  readonly #cache: OutcomeCache;
  readonly #inlineLength: number;
  readonly #thread: ThreadCompiler;
  readonly #pending = new Map<string, Promise<CompileOutcome>>();

  constructor(options: CompilerOptions = {}) {
    this.#cache = new OutcomeCache(options.cache_bytes ?? 16 * 1024 * 1024);
    this.#inlineLength = options.inline_length ?? 4096;
    this.#thread = new ThreadCompiler({
      file: options.thread_file ?? fileURLToPath(new URL('./compile-thread.cjs', import.meta.url)),
      time_limit_ms: options.time_limit_ms ?? 2000,
      memory_mb: options.thread_memory_mb ?? 512,
    });
  }

  /** Never rejects for what a source is. Outcomes are shared between callers, and frozen. */
  async compile(source: string, options: CompileOptions): Promise<CompileOutcome> {
    // The type stripper may trap: it is never run on the caller's thread.
    const length = options.language === 'ts' ? Infinity : source.length;
    return this.#once(cacheKey(source, options), length, {
      here: () => compile(source, options),
      inThread: () => this.#thread.compile(source, options),
    });
  }

  /** Compiles a codelet of several modules, or of one that imports granted modules, each to a script of its own. */
  async compileModules(
    { entry, modules }: ModuleSources,
    { export_name, granted, single_filename, single_language }: CompileModulesOptions,
    grants: readonly GrantedUnit[] = [],
  ): Promise<CompileOutcome> {
    const sources = { entry, modules: { ...modules } };
    const options = { export_name, granted: [...granted], single_filename, single_language };
    // Of a granted module no more than its names matter here; its text may be large.
    const faces = grants.map(({ specifier, names, is_async, commonjs }) => ({
      specifier,
      names: [...names],
      is_async,
      commonjs,
    }));
    const hasTypes =
      single_filename === undefined ? Object.keys(modules).some(isTypeScript) : single_language === 'ts';
    const texts = Object.values(modules);
    const length = hasTypes ? Infinity : texts.reduce((sum, code) => sum + code.length + 100, 0);
    const attach = (outcome: ModulesOutcome): CompileOutcome => attachGrants(outcome, grants);
    return this.#once(modulesKey(sources, options, grants), length, {
      here: () => attach(linkSources(sources, options, faces)),
      inThread: async () => {
        const job = { sources, options, grants: faces };
        const { outcome, lasting } = await this.#thread.run<ModulesOutcome>(job);
        return { outcome: attach(outcome), lasting };
      },
    });
  }

  /** Compiles a module that the embedder gives, to be given to `compileModules` as often as it is wanted. */
  async compileGranted({ specifier, code, commonjs }: GrantedModule): Promise<GrantedOutcome> {
    const { outcome } = await this.#thread.run<GrantedOutcome>({ module: { specifier, code, commonjs } });
    return outcome;
  }

  /** Stops the thread. What is still waiting for it gets a failure. */
  async dispose(): Promise<void> {
    this.#cache.clear();
    await this.#thread.dispose();
  }

  async #once(
    key: string,
    length: number,
    how: {
      here(): CompileOutcome;
      inThread(): Promise<{ readonly outcome: CompileOutcome; readonly lasting: boolean }>;
    },
  ): Promise<CompileOutcome> {
    const known = this.#cache.get(key) ?? this.#pending.get(key);
    if (known) return known;
    if (length <= this.#inlineLength) return this.#keep(key, how.here());
    const pending = how.inThread().then(({ outcome, lasting }) => {
      this.#pending.delete(key);
      return lasting ? this.#keep(key, outcome) : outcome;
    });
    this.#pending.set(key, pending);
    return pending;
  }

  #keep(key: string, outcome: CompileOutcome): CompileOutcome {
    freeze(outcome);
    this.#cache.set(key, outcome);
    return outcome;
  }
}

/** One caller must not change what the next one gets. */
function freeze(outcome: CompileOutcome): void {
  if (outcome.ok) {
    const { map, modules } = outcome.compiled;
    Object.freeze(map);
    if (modules) {
      for (const script of modules.scripts) Object.freeze(script);
      Object.freeze(modules.scripts);
      Object.freeze(modules.links);
      Object.freeze(modules);
    }
    Object.freeze(outcome.compiled);
  } else Object.freeze(outcome.failure);
  Object.freeze(outcome);
}

const isTypeScript = (path: string): boolean => languageOf(path) === 'ts';
