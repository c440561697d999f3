import vm from 'node:vm';
import type { CreateEngine, EngineRealm, EntryReport, Step } from '@codelets/core';

type Deliver = (message: string) => void;

/** The host takes it off the global object before any codelet runs. */
const nextTurn = setImmediate;
const { createContext, Script } = vm;

/** The file name of the prelude in stacks; the prelude hides frames of every file but the codelet's. */
const PRELUDE_FILE = 'codelets:prelude';

/**
 * Opens realms in node:vm contexts. A context is no wall: whoever gets hold of one host object stands in the host's
 * process. It is the baseline to measure others against, and for code that is trusted but must end.
 */
const createEngine: CreateEngine = ({ prelude }) => {
  const preludeScript = new Script(prelude, { filename: PRELUDE_FILE });
  return {
    openRealm(post) {
      const context = createContext(Object.create(null) as object, {
        codeGeneration: { strings: false, wasm: false },
      });
      const start = preludeScript.runInContext(context) as (post: (message: string) => void) => Deliver;
      return new NodeVmRealm(context, start(post));
    },
  };
};

export default createEngine;

class NodeVmRealm implements EngineRealm {
  constructor(
    private readonly context: vm.Context,
    private readonly deliver: Deliver,
  ) {}

  step(step: Step): EntryReport | undefined {
    if ('message' in step) {
      this.deliver(step.message);
      return undefined;
    }
    let script: vm.Script;
    try {
      script = new Script(step.script, { filename: step.filename });
    } catch (thrown) {
      return syntaxFault(thrown, step.filename);
    }
    script.runInContext(this.context);
    return undefined;
  }

  /** All jobs of a context are microtasks of this process: once the event loop turns, none is left. */
  settle(): Promise<undefined> {
    return new Promise((resolve) => {
      nextTurn(() => resolve(undefined));
    });
  }

  dispose(): void {
    // The realm dies with the last reference to it.
  }
}

/** What the compiler let pass and this V8 does not know is an error of the codelet. */
function syntaxFault(thrown: unknown, filename: string): EntryReport {
  const { message, stack } = thrown as { message?: unknown; stack?: unknown };
  const said = typeof message === 'string' ? message : 'The engine does not understand this syntax';
  const head = typeof stack === 'string' ? stack.slice(0, 4096) : '';
  const place = head.startsWith(`${filename}:`)
    ? /^(\d+)\n[^\n]*\n( *)\^/.exec(head.slice(filename.length + 1))
    : null;
  if (!place) return { fault: 'syntax', message: said };
  return { fault: 'syntax', message: said, line: Number(place[1]), column: place[2]!.length + 1 };
}
