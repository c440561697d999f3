import { setOwn } from '@codelets/core';
import { createDeferred, whenSettled, type Deferred } from './deferred.js';

/** A module in the words of the language's own algorithm (16.2.1.5.3, cyclic module records). */
export interface EvaluatedModule {
  requested: readonly EvaluatedModule[];
  readonly isAsync: boolean;
  /** Runs the body: to its end, or to its first `await` where the module is async. */
  run(): Promise<unknown> | undefined;
  status: 'linked' | 'evaluating' | 'evaluating-async' | 'evaluated';
  failed: { readonly thrown: unknown } | undefined;
  depth: number;
  ancestor: number;
  root: EvaluatedModule | undefined;
  /** When it became async; 0 for never, Infinity for one that is done. */
  order: number;
  pending: number;
  parents: EvaluatedModule[];
  top: Deferred | undefined;
}

export function newModule(isAsync: boolean, run: EvaluatedModule['run']): EvaluatedModule {
  return {
    requested: [], isAsync, run, status: 'linked', failed: undefined, depth: 0, ancestor: 0,
    root: undefined, order: 0, pending: 0, parents: [], top: undefined,
  }; // prettier-ignore
}

const isWaiting = ({ order }: EvaluatedModule): boolean => order > 0 && order < Infinity;

/** Never through a setter on the prototype of arrays: a codelet may have put one there. */
function append(list: EvaluatedModule[], module: EvaluatedModule): void {
  setOwn(list, list.length, module);
}

/**
 * Evaluates modules as the language does: dependencies first, each once, what does not wait for anything in one go,
 * independent modules with top-level await at the same time; a failure stays the failure of all that need the module.
 */
export function createEvaluation(): (module: EvaluatedModule) => Promise<void> {
  let orders = 0;

  function evaluate(asked: EvaluatedModule): Promise<void> {
    const isKnown = asked.status === 'evaluating-async' || asked.status === 'evaluated';
    const module = isKnown ? (asked.root ?? asked) : asked;
    if (module.top) return module.top.promise;
    const top = createDeferred();
    module.top = top;
    const stack: EvaluatedModule[] = [];
    try {
      visit(module, stack, 0);
      if (!isWaiting(module)) top.resolve();
    } catch (thrown) {
      for (let index = 0; index < stack.length; index += 1) fail(stack[index]!, thrown);
      module.failed ??= { thrown };
      top.reject(thrown);
    }
    return top.promise;
  }

  function fail(module: EvaluatedModule, thrown: unknown): void {
    module.status = 'evaluated';
    module.failed = { thrown };
  }

  /** Depth first; answers the next free number. The stack holds what may still turn out to be part of a cycle. */
  function visit(module: EvaluatedModule, stack: EvaluatedModule[], next: number): number {
    if (module.status === 'evaluating') return next;
    if (module.status !== 'linked') {
      if (module.failed) throw module.failed.thrown;
      return next;
    }
    module.status = 'evaluating';
    module.depth = next;
    module.ancestor = next;
    let free = next + 1;
    append(stack, module);
    for (let index = 0; index < module.requested.length; index += 1) {
      let required = module.requested[index]!;
      free = visit(required, stack, free);
      if (required.status === 'evaluating') {
        if (required.ancestor < module.ancestor) module.ancestor = required.ancestor;
      } else {
        required = required.root ?? required;
        if (required.failed) throw required.failed.thrown;
      }
      if (!isWaiting(required)) continue;
      module.pending += 1;
      append(required.parents, module);
    }
    if (module.pending > 0 || module.isAsync) {
      orders += 1;
      module.order = orders;
      if (module.pending === 0) start(module);
    } else module.run();
    if (module.ancestor === module.depth) close(module, stack);
    return free;
  }

  /** A cycle is complete: all of it is taken off the stack. */
  function close(root: EvaluatedModule, stack: EvaluatedModule[]): void {
    for (;;) {
      const module = stack[stack.length - 1]!;
      stack.length -= 1;
      module.status = module.order === 0 ? 'evaluated' : 'evaluating-async';
      module.root = root;
      if (module === root) return;
    }
  }

  function start(module: EvaluatedModule): void {
    whenSettled(
      module.run()!,
      () => fulfilled(module),
      (thrown) => rejected(module, thrown),
    );
  }

  function done(module: EvaluatedModule): void {
    module.order = Infinity;
    module.status = 'evaluated';
    module.top?.resolve();
  }

  function fulfilled(module: EvaluatedModule): void {
    if (module.status === 'evaluated') return;
    done(module);
    const ready: EvaluatedModule[] = [];
    collectReady(module, ready);
    for (let index = 0; index < ready.length; index += 1) {
      const parent = earliest(ready);
      if (parent.status === 'evaluated') continue;
      if (parent.isAsync) start(parent);
      else {
        try {
          parent.run();
        } catch (thrown) {
          rejected(parent, thrown);
          continue;
        }
        done(parent);
      }
    }
  }

  /** Takes out the one that became async first, as they are to be run in that order. */
  function earliest(ready: (EvaluatedModule | undefined)[]): EvaluatedModule {
    let best = -1;
    for (let index = 0; index < ready.length; index += 1) {
      const module = ready[index];
      if (module && (best < 0 || module.order < ready[best]!.order)) best = index;
    }
    const found = ready[best]!;
    ready[best] = undefined;
    return found;
  }

  function collectReady(module: EvaluatedModule, ready: EvaluatedModule[]): void {
    for (let index = 0; index < module.parents.length; index += 1) {
      const parent = module.parents[index]!;
      if (parent.root?.failed) continue;
      parent.pending -= 1;
      if (parent.pending !== 0) continue;
      append(ready, parent);
      if (!parent.isAsync) collectReady(parent, ready);
    }
  }

  function rejected(module: EvaluatedModule, thrown: unknown): void {
    if (module.status === 'evaluated') return;
    fail(module, thrown);
    module.order = Infinity;
    for (let index = 0; index < module.parents.length; index += 1) rejected(module.parents[index]!, thrown);
    module.top?.reject(thrown);
  }

  return evaluate;
}
