import type { CreateEngine, EngineRealm, EntryReport, MovedCommand, Step } from '@codelets/core';
import { VM } from 'vm2';
import { compilePrelude } from './prelude-script.js';
import { ScriptCache, type CachedScript } from './script-cache.js';

/** The host takes it off the global object before any codelet runs. */
const nextTurn = setImmediate;

type Deliver = (message: string) => void;

/**
 * Opens realms in vm2. Runs in a disposable host: vm2's own `timeout` covers synchronous code only and is not used,
 * and its maintainers say that it must not be the only defence.
 */
const createEngine: CreateEngine = ({ prelude }) => {
  const preludeScript = compilePrelude(prelude);
  const scripts = new ScriptCache();
  return {
    openRealm(post) {
      const vm = new VM({ eval: false, wasm: false });
      const start = vm.run(preludeScript) as (post: (message: string) => void) => Deliver;
      // The one function that crosses: text in, nothing out. Anything but text is a sign of a broken wall.
      const deliver = start((message: unknown) => {
        if (typeof message === 'string') post(message);
      });
      return new Vm2Realm(vm, deliver, scripts);
    },
  };
};

export default createEngine;

class Vm2Realm implements EngineRealm {
  constructor(
    private readonly vm: VM,
    private readonly deliver: Deliver,
    private readonly scripts: ScriptCache,
  ) {}

  step(step: Step): EntryReport | undefined {
    if ('message' in step) {
      this.deliver(step.message);
      return undefined;
    }
    let cached: CachedScript;
    try {
      cached = this.scripts.compile(step.script, step.filename);
    } catch (thrown) {
      return syntaxFault(thrown, step.filename);
    }
    const moved: MovedCommand = { t: 'moved', map: cached.map };
    this.deliver(JSON.stringify(moved));
    this.vm.run(cached.script);
    return undefined;
  }

  /** All jobs of a vm2 realm are microtasks of this process: once the event loop turns, none is left. */
  settle(): Promise<undefined> {
    return new Promise((resolve) => {
      nextTurn(() => resolve(undefined));
    });
  }

  dispose(): void {
    // The realm dies with the last reference to it.
  }
}

/** vm2's parser understands ES2022; what the compiler let pass and it does not is an error of the codelet. */
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
