import { define, intrinsics, sealed } from './intrinsics.js';
import type { Send } from './sender.js';
import { cut, printable } from './text.js';

export interface Denials {
  /** Throws the denial of `name`. */
  deny(name: string): never;
  /** A promise that rejects with the denial of an `import()`; the codelet chooses what it asks for. */
  reject(specifier: unknown): Promise<never>;
  /** A function that denies when it is called or constructed; `prototype` keeps `instanceof` working. */
  denied(name: string, label: string, prototype?: object): (...args: unknown[]) => unknown;
  /** What was denied if `thrown` is, by identity, one of our denials. */
  nameOf(thrown: unknown): string | null;
  /** Tells the count when it has changed since it was told last. */
  flush(): void;
}

/**
 * Use of what was not given. Each one is counted and told to the trusted side, whether the codelet catches it or not;
 * which error the run ends with is found out by identity, so that no codelet can make up a violation or hide one.
 */
export function createDenials(send: Send): Denials {
  const names = new intrinsics.WeakMap<object, string>();
  let count = 0;
  let told = 0;
  let nextTold = 1;
  let lastName = '';

  function tell(name: string): void {
    // At the end of the stack, where a codelet may go on purpose, nobody can be told: then the end of the run does.
    if (send({ t: 'violation', name, count })) told = count;
  }

  function create(name: string): Error {
    count += 1;
    // The first hundred are told one by one, then at doubling distances: a loop must not flood the channel.
    if (count <= 100 || count >= nextTold) {
      nextTold = count * 2;
      tell(name);
    }
    lastName = name;
    const error = new intrinsics.Error(`The codelet used ${name}, which it was not given`);
    define(error, 'name', 'PolicyViolation');
    intrinsics.weakSet(names, error, name);
    return error;
  }

  function deny(name: string): never {
    // No denial: the compiler sends what a module's top does not have, and the wrapper's function does.
    if (name === 'arguments') throw new intrinsics.ReferenceError('arguments is not defined');
    throw create(name);
  }

  return {
    deny,
    async reject(specifier) {
      throw create(typeof specifier === 'string' ? `import '${printable(cut(specifier, 100))}'` : 'import()');
    },
    denied(name, label, prototype) {
      // One parameter, as the functions have that it stands for. An arrow cannot be constructed, and neither can eval.
      if (!prototype) return sealed(name, (_code?: unknown) => deny(label));
      function target(_code?: unknown): never {
        return deny(label);
      }
      define(target, 'prototype', prototype);
      const bound = intrinsics.bind(target, undefined);
      define(bound, 'name', name);
      define(bound, 'prototype', prototype);
      return bound;
    },
    nameOf(thrown) {
      if (typeof thrown !== 'object' || thrown === null) return null;
      return intrinsics.weakGet(names, thrown) ?? null;
    },
    flush() {
      if (count > told) tell(lastName);
    },
  };
}
