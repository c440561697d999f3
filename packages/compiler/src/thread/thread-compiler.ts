import { Worker } from 'node:worker_threads';
import type { LinkedModules } from '../modules/link-sources.js';
import type { GrantedFace } from '../modules/resolve-names.js';
import type { CompileModulesOptions, GrantedModule, GrantedUnit, ModuleSources } from '../modules/types.js';
import type { CompiledCodelet, CompileFailure, CompileOptions, CompileOutcome } from '../types.js';

/** What the thread is asked for. Own data only: what else an object may hold would not survive the way there. */
export type CompileJob =
  | { readonly source: string; readonly options: CompileOptions }
  | {
      readonly sources: ModuleSources;
      readonly options: CompileModulesOptions;
      readonly grants: readonly GrantedFace[];
    }
  | { readonly module: GrantedModule };

type Failed = { readonly ok: false; readonly failure: CompileFailure };
/** What the thread answers: one of these, as it was asked. */
export type JobOutcome =
  | Failed
  | { readonly ok: true; readonly compiled: CompiledCodelet }
  | { readonly ok: true; readonly linked: LinkedModules }
  | { readonly ok: true; readonly unit: GrantedUnit };

export interface ThreadOptions {
  readonly file: string;
  readonly time_limit_ms: number;
  readonly memory_mb: number;
}

export interface ThreadOutcome<Outcome = JobOutcome> {
  readonly outcome: Outcome;
  /** False where the outcome says how the thread fared, which another time may be different. */
  readonly lasting: boolean;
}

interface QueuedJob {
  readonly job: CompileJob;
  readonly done: (outcome: ThreadOutcome) => void;
}

/**
 * Compiles in one worker thread, one source at a time, so that the service's event loop stays free. A source that takes
 * too long or too much memory costs its own outcome and the thread, which the next source gets anew.
 */
export class ThreadCompiler {
  readonly #options: ThreadOptions;
  readonly #queue: QueuedJob[] = [];
  #worker: Worker | undefined;
  #ready = false;
  #active: QueuedJob | undefined;
  #timer: NodeJS.Timeout | undefined;
  #disposed = false;

  constructor(options: ThreadOptions) {
    this.#options = options;
  }

  /** Never rejects. */
  compile(source: string, options: CompileOptions): Promise<ThreadOutcome<CompileOutcome>> {
    const { filename, export_name, granted, language } = options;
    const own = { filename, export_name, granted: [...granted], language };
    return this.run<CompileOutcome>({ source, options: own });
  }

  /** Never rejects. The thread answers with the outcome of the job that it was given, or with a failure. */
  run<Outcome extends JobOutcome>(job: CompileJob): Promise<ThreadOutcome<Outcome | Failed>> {
    return new Promise((done) => {
      this.#queue.push({ job, done: done as QueuedJob['done'] });
      this.#next();
    });
  }

  async dispose(): Promise<void> {
    this.#disposed = true;
    const worker = this.#worker;
    for (const { done } of this.#queue.splice(0)) done(unavailable('The compiler is disposed'));
    this.#finish(unavailable('The compiler is disposed'));
    // A thread inside native code of the engine ends late; whoever disposes should not have to wait for it.
    let timer: NodeJS.Timeout | undefined;
    await Promise.race([
      this.#discard(worker),
      new Promise((resolve) => (timer = setTimeout(resolve, 1000))),
    ]);
    clearTimeout(timer);
  }

  #next(): void {
    if (this.#active) return;
    const job = this.#queue.shift();
    if (!job) return;
    if (this.#disposed) return job.done(unavailable('The compiler is disposed'));
    this.#active = job;
    try {
      this.#worker ??= this.#start();
      this.#worker.ref();
      // Before the thread is up the limit is that of its start, and begins anew when it is.
      // A granted module is the embedder's, compiled once, and may be large.
      const patience = 'module' in job.job ? 10 : 1;
      this.#timer = setTimeout(() => this.#timedOut(job), patience * this.#options.time_limit_ms);
      this.#worker.postMessage(job.job);
    } catch {
      // Where threads are not permitted, the constructor throws.
      this.#finish(unavailable(NOT_STARTED));
    }
  }

  #start(): Worker {
    const worker = new Worker(this.#options.file, {
      name: 'codelets-compiler',
      // Nothing of the service's environment or flags (loaders, debuggers) belongs next to untrusted sources.
      env: {},
      argv: [],
      execArgv: [],
      stdin: false,
      stdout: true,
      stderr: true,
      resourceLimits: { maxOldGenerationSizeMb: this.#options.memory_mb, maxYoungGenerationSizeMb: 32 },
    });
    this.#ready = false;
    worker.on('message', (message: JobOutcome | 'ready') => {
      if (worker !== this.#worker) return;
      if (message === 'ready') {
        this.#ready = true;
        this.#timer?.refresh();
      } else this.#finish({ outcome: message, lasting: true });
    });
    const gone = (): void => {
      if (worker !== this.#worker) return;
      const started = this.#ready;
      void this.#discard(worker);
      this.#finish(started ? failed('The source is too complex to compile') : unavailable(NOT_STARTED));
    };
    // Out of memory is an 'error', and without a listener it would be an uncaught exception of the service.
    worker.on('error', gone);
    worker.on('messageerror', gone);
    worker.on('exit', gone);
    worker.unref();
    return worker;
  }

  #timedOut(job: QueuedJob): void {
    // The outcome may have arrived while the service itself was busy: look at the messages first.
    setImmediate(() => {
      if (this.#active !== job) return;
      void this.#discard(this.#worker);
      this.#finish(failed('The source takes too long to compile'));
    });
  }

  #finish(outcome: ThreadOutcome): void {
    const job = this.#active;
    if (!job) return;
    clearTimeout(this.#timer);
    this.#active = undefined;
    this.#worker?.unref();
    job.done(outcome);
    this.#next();
  }

  async #discard(worker: Worker | undefined): Promise<void> {
    if (!worker) return;
    if (worker === this.#worker) this.#worker = undefined;
    await worker.terminate().catch(() => undefined);
  }
}

const NOT_STARTED = "The compiler's thread could not be started";

function failed(message: string): ThreadOutcome {
  return { outcome: { ok: false, failure: { code: 'SYNTAX_ERROR', message } }, lasting: false };
}

/** The service's doing: nobody may look for it in the source. */
function unavailable(message: string): ThreadOutcome {
  return { outcome: { ok: false, failure: { code: 'SANDBOX_UNAVAILABLE', message } }, lasting: false };
}
