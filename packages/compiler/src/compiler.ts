import { fileURLToPath } from 'node:url';
import { compile } from './compile.js';
import { cacheKey, OutcomeCache } from './outcome-cache.js';
import { ThreadCompiler } from './thread/thread-compiler.js';
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
    const key = cacheKey(source, options);
    const known = this.#cache.get(key) ?? this.#pending.get(key);
    if (known) return known;
    if (source.length <= this.#inlineLength) {
      return this.#keep(key, compile(source, options));
    }
    const pending = this.#thread.compile(source, options).then(({ outcome, lasting }) => {
      this.#pending.delete(key);
      return lasting ? this.#keep(key, outcome) : outcome;
    });
    this.#pending.set(key, pending);
    return pending;
  }

  /** Stops the thread. What is still waiting for it gets a failure. */
  async dispose(): Promise<void> {
    this.#cache.clear();
    await this.#thread.dispose();
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
    Object.freeze(outcome.compiled.map);
    Object.freeze(outcome.compiled);
  } else Object.freeze(outcome.failure);
  Object.freeze(outcome);
}
