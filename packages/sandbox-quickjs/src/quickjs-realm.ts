import type { EntryLimits, EntryReport, MovedCommand, Step } from '@codelets/core';
import { SCRIPT_HEAD, alignPositions } from './align-positions.js';
import { EXCEPTION, type Value } from './engine-exports.js';
import type { QuickJsInstance } from './quickjs-instance.js';
import type { RunGuard } from './run-guard.js';

export interface RealmParts {
  readonly instance: QuickJsInstance;
  readonly guard: RunGuard;
  /** The prelude's function that takes a message. */
  readonly deliver: Value;
  /** What the host was made for; a run cannot have more. */
  readonly memory_bytes: number;
  readonly findSyntaxError: (text: string, filename: string) => EntryReport;
  readonly onDispose: () => void;
}

/** Between jobs that call no function of the codelet the engine never asks for an interrupt. */
const JOBS_BETWEEN_CHECKS = 64;

/** Captured. The engine's own recursion in native code is bounded by this thread's stack, and ends in this error. */
const NativeRangeError = RangeError;
const STACK_MESSAGE = 'Maximum call stack size exceeded';

/** One scope. After a fault nothing of it runs again. */
export class QuickJsRealm {
  readonly #parts: RealmParts;
  #end: EntryReport | undefined;
  #entered = false;
  #disposed = false;
  #running = false;

  constructor(parts: RealmParts) {
    this.#parts = parts;
  }

  step(step: Step, { budget_ms, memory_bytes }: EntryLimits): EntryReport | undefined {
    return this.#guarded(() => {
      // The budget is the entry's, and counts from its first step.
      if (!this.#entered)
        this.#parts.guard.limit(budget_ms, Math.min(memory_bytes, this.#parts.memory_bytes));
      this.#entered = true;
      const report = 'message' in step ? this.#deliver(step.message) : this.#run(step.script, step.filename);
      if (report === undefined) this.#runJobs();
      return report;
    });
  }

  /** Nothing is left to run: every step ends with its jobs. Answers what the run used. */
  async settle(): Promise<EntryReport | undefined> {
    this.#entered = false;
    return this.#end ?? { memory_bytes: this.#parts.guard.peak_growth };
  }

  dispose(): void {
    if (this.#disposed) return;
    this.#disposed = true;
    this.#end ??= { fault: 'crash' };
    if (!this.#running) return this.#parts.onDispose();
    // From within `post`: the memory is in use until the engine has come back.
    this.#parts.instance.post = undefined;
    this.#parts.guard.limit(0, 0);
  }

  #deliver(message: string): undefined {
    const { instance, deliver } = this.#parts;
    const text = instance.newString(message);
    if (instance.release(instance.call(deliver, text))) throw new Error('the prelude threw');
    instance.release(text);
    return undefined;
  }

  #run(script: string, filename: string): EntryReport | undefined {
    const { instance, findSyntaxError } = this.#parts;
    let compiled: Value;
    try {
      compiled = instance.compile(SCRIPT_HEAD + script, filename);
    } catch (thrown) {
      if (!(thrown instanceof NativeRangeError)) throw thrown;
      return { fault: 'syntax', message: STACK_MESSAGE };
    }
    if (compiled === EXCEPTION) return findSyntaxError(script, filename);
    this.#deliver(JSON.stringify({ t: 'moved', ...alignPositions(script) } satisfies MovedCommand));
    if (instance.release(instance.run(compiled))) throw new Error('the script threw');
    return undefined;
  }

  /** Runs promise jobs until none is left: here, and not when the realm settles, because a step can report a fault. */
  #runJobs(): void {
    for (let jobs = 1; this.#parts.instance.runJob(); jobs += 1) {
      if (jobs % JOBS_BETWEEN_CHECKS === 0) this.#parts.guard.checkTime();
    }
  }

  /** Whatever comes out of the engine as an exception ends the realm: its stack was cut off in the middle. */
  #guarded(work: () => EntryReport | undefined): EntryReport | undefined {
    if (this.#running) throw new Error('the realm is busy');
    if (this.#end) return this.#end;
    this.#running = true;
    let end: EntryReport | undefined;
    try {
      end = work();
    } catch (thrown) {
      end = { fault: this.#faultOf(thrown) };
    }
    this.#running = false;
    if (this.#disposed) this.#parts.onDispose();
    else this.#end = end;
    if (!this.#end) return undefined;
    this.#parts.instance.post = undefined;
    this.#end = { ...this.#end, memory_bytes: this.#parts.guard.peak_growth };
    return this.#end;
  }

  #faultOf(thrown: unknown): EntryReport['fault'] {
    // The stack is memory, too: parsing or printing what is nested too deep for it is the codelet's doing.
    if (thrown instanceof NativeRangeError) return 'memory';
    return this.#parts.guard.faultOf(thrown) ?? 'crash';
  }
}
