import {
  CannotCrossError,
  TooLargeError,
  decode,
  describeType,
  encode,
  setOwn,
  type ConfigureCommand,
  type GuestMessage,
  type RealmCommand,
} from '@codelets/core';
import type { Calls } from './calls.js';
import type { Clock } from './clock.js';
import type { Console } from './console.js';
import { deepFreeze } from './deep-freeze.js';
import type { Denials } from './denials.js';
import { UNREADABLE, reportError } from './error-report.js';
import { createHelpers } from './helpers.js';
import { define, intrinsics, quietly } from './intrinsics.js';
import { createModuleRegistry, type Exports, type LinkedModule } from './modules/registry.js';
import type { Send } from './sender.js';
import type { StackTraces } from './stack-traces.js';
import type { Timers } from './timers.js';
import { createNamedError } from './web/named-error.js';

export interface RunParts {
  readonly send: Send;
  readonly console: Console;
  readonly denials: Denials;
  readonly stacks: StackTraces;
  readonly timers: Timers;
  readonly clock: Clock;
  readonly calls: Calls;
  random(): number;
  /** Seeds the run's randomness, starts its clock and sets the caps of its calls. */
  configure(command: ConfigureCommand): void;
}

type CompiledModule = (
  deny: Denials['deny'],
  reject: Denials['reject'],
  register: (exports: Exports) => void,
) => Promise<void>;

const DEFINE = '__codelet_define__';

/** One run: configure, the script defines the module, start calls its export. Answers what `deliver` does. */
export function createRun(parts: RunParts): (command: RealmCommand) => void {
  const { send, denials, stacks } = parts;
  let module: CompiledModule | undefined;
  const linkedModules: LinkedModule[] = [];
  let linked: ConfigureCommand['modules'];
  let input: unknown;
  let helpers: object = {};
  let maximumResultBytes = 0;
  let isOver = false;

  function configure(command: ConfigureCommand): void {
    linked = command.modules;
    stacks.configure(linked?.scripts ?? [{ filename: command.filename, map: command.map, is_own: true }]);
    parts.console.configure(command);
    parts.configure(command);
    maximumResultBytes = command.max_result_bytes;
    input = decode(command.input);
    const { calls, clock, random } = parts;
    helpers = createHelpers(command, { logger: parts.console.object, calls, clock, random });
    if (command.globals !== null) grantGlobals(decode(command.globals) as Record<string, unknown>);
    let awaited = linked?.scripts.length ?? 1;
    // A script's only act is to call this; after the last nothing leads to it.
    intrinsics.assignDescriptor(globalThis, DEFINE, {
      __proto__: null,
      configurable: true,
      value: (compiled: CompiledModule) => {
        awaited -= 1;
        if (awaited === 0) delete (globalThis as Record<string, unknown>)[DEFINE];
        stacks.defined();
        if (linked) setOwn(linkedModules, linkedModules.length, compiled);
        else module = compiled;
      },
    } as PropertyDescriptor);
  }

  function fail(thrown: unknown): void {
    if (isOver) return;
    isOver = true;
    if (CannotCrossError.isInstance(thrown)) {
      finish({ t: 'cannot-cross', path: thrown.path, found: thrown.found });
    } else if (TooLargeError.isInstance(thrown)) {
      finish({ t: 'too-large', bytes: thrown.bytes });
    } else {
      const error = quietly(() => reportError(thrown, stacks), UNREADABLE);
      finish({ t: 'failed', error, denied: denials.nameOf(thrown), call: parts.calls.idOf(thrown) });
    }
  }

  /** The last message of the run; before it, the counts that were not told yet. */
  function finish(message: GuestMessage): void {
    parts.console.flush();
    denials.flush();
    send(message);
  }

  /** In an object, because a promise would look for `then` in what is exported. */
  async function exportOf(name: string): Promise<{ readonly value: unknown }> {
    if (linked)
      return { value: (await createModuleRegistry(linked, linkedModules, denials).evaluate())[name] };
    let exported: Exports = {};
    await module!(denials.deny, denials.reject, (exports) => {
      exported = exports;
    });
    return { value: exported[name]?.() };
  }

  async function start(exportName: string): Promise<void> {
    try {
      const { value: main } = await exportOf(exportName);
      if (typeof main !== 'function') {
        isOver = true;
        finish({ t: 'not-a-function', name: exportName, found: describeType(main) });
        return;
      }
      const value = await (intrinsics.apply(main as never, undefined, [input, helpers]) as unknown);
      const text = encode(value, maximumResultBytes);
      if (isOver) return;
      isOver = true;
      finish({ t: 'done', value: text });
    } catch (thrown) {
      fail(thrown);
    }
  }

  return (command) => {
    switch (command.t) {
      case 'configure':
        return configure(command);
      case 'moved':
        return stacks.moved(command);
      case 'start':
        // Nothing is left to reject: start catches all. The codelet's own promises are its own.
        quietly(() => void start(command.export_name), undefined);
        return;
      case 'tick':
        parts.timers.entered();
        parts.clock.move(command.now);
        return parts.timers.tick();
      case 'answer':
        parts.timers.entered();
        parts.clock.move(command.now);
        return parts.calls.answer(command);
    }
  };
}

function grantGlobals(globals: Record<string, unknown>): void {
  deepFreeze(globals);
  const keys = intrinsics.ownNames(globals);
  for (let index = 0; index < keys.length; index += 1)
    define(globalThis, keys[index]!, globals[keys[index]!], true);
}

/** A structured clone by way of the codec, so that all engines agree on what can be cloned. */
export function structuredCloneOf(value: unknown): unknown {
  try {
    return decode(encode(value, Infinity));
  } catch (thrown) {
    if (!CannotCrossError.isInstance(thrown)) throw thrown;
    throw createNamedError('DataCloneError', `${thrown.found} could not be cloned (at ${thrown.path})`);
  }
}
