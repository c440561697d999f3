import type { CreateEngine, EngineRealm, EntryReport, Step } from '@codelets/core';
import type ivm from 'isolated-vm';

/** The bundle is CommonJS. */
declare const require: (name: 'isolated-vm') => typeof ivm;

/** The host takes it off the global object before any codelet runs. */
const nextTurn = setImmediate;

const MEBIBYTE = 1024 * 1024;
/**
 * Room in the isolate beyond the run's limit, which the host watches: at its own limit isolated-vm answers a large
 * buffer with a RangeError that the codelet can catch, and the heap with anything.
 */
const ROOM_MB = 2048;

/** The file name of the prelude in stacks; the prelude hides frames of every file but the codelet's. */
const PRELUDE_FILE = 'codelets:prelude';

/**
 * Opens every realm in an isolate of its own. Its memory limit is a guideline in isolated-vm's own words, and its
 * timeout covers no promise that never settles: the host's watch and kill stand behind both.
 */
const createEngine: CreateEngine = ({ prelude, memory_bytes }, { libc }) => {
  // Its loader looks for /etc/alpine-release, which may not be read here; the service looked.
  process.env['LIBC'] = String(libc);
  const { Isolate, Callback } = require('isolated-vm');
  const openRealm = (post: (message: string) => void): EngineRealm => {
    const memoryLimit = Math.ceil(memory_bytes / MEBIBYTE) + ROOM_MB;
    const isolate = new Isolate({ memoryLimit });
    const context = isolate.createContextSync();
    // The one function that crosses: text in, nothing out. Anything but text is a sign of a broken wall.
    const callback = new Callback((message: unknown) => {
      if (typeof message === 'string') post(message);
    });
    const deliver = context.evalClosureSync(`return (${prelude})($0)`, [callback], {
      result: { reference: true },
      filename: PRELUDE_FILE,
    }) as ivm.Reference<(message: string) => void>;
    return new IsolateRealm(isolate, context, deliver);
  };
  return { openRealm };
};

export default createEngine;

class IsolateRealm implements EngineRealm {
  #hasEnded = false;
  readonly #baseline: number;

  constructor(
    private readonly isolate: ivm.Isolate,
    private readonly context: ivm.Context,
    private readonly deliver: ivm.Reference<(message: string) => void>,
  ) {
    this.#baseline = this.#inUse();
  }

  step(step: Step): EntryReport | undefined {
    try {
      if (!('message' in step)) return this.#run(step.script, step.filename);
      this.deliver.applySync(undefined, [step.message]);
    } catch {
      // The prelude lets nothing out, so this is isolated-vm's own: the isolate is at its end, or a promise of the
      // codelet was rejected and nobody listened, which is the codelet's own business.
      if (this.isolate.isDisposed) return { fault: 'memory' };
    }
    return undefined;
  }

  /** isolated-vm runs an isolate's microtasks when a call into it ends; timers of its own it has none. */
  settle(): Promise<EntryReport> {
    return new Promise((resolve) => {
      nextTurn(() => resolve(this.#measured()));
    });
  }

  dispose(): void {
    if (this.#hasEnded || this.isolate.isDisposed) return;
    this.#hasEnded = true;
    this.isolate.dispose();
  }

  #measured(): EntryReport {
    if (this.isolate.isDisposed) return { fault: 'memory' };
    return { memory_bytes: Math.max(0, this.#inUse() - this.#baseline) };
  }

  #inUse(): number {
    const { used_heap_size, externally_allocated_size } = this.isolate.getHeapStatisticsSync();
    return used_heap_size + externally_allocated_size;
  }

  #run(text: string, filename: string): EntryReport | undefined {
    let script: ivm.Script;
    try {
      script = this.isolate.compileScriptSync(text, { filename });
    } catch (thrown) {
      if (this.isolate.isDisposed) return { fault: 'memory' };
      return syntaxFault(thrown);
    }
    script.runSync(this.context, { release: true });
    return undefined;
  }
}

/** What the compiler let pass and this V8 does not know is an error of the codelet. */
function syntaxFault(thrown: unknown): EntryReport {
  const { message } = thrown as { message?: unknown };
  const text = typeof message === 'string' ? message : '';
  const place = / \[[^\]]*:(\d+):(\d+)\]$/.exec(text);
  if (!place) return { fault: 'syntax', message: text || 'The engine does not understand this syntax' };
  const said = text.slice(0, place.index);
  return { fault: 'syntax', message: said, line: Number(place[1]), column: Number(place[2]) };
}
