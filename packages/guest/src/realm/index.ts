import type { ConfigureCommand, RealmCommand } from '@codelets/core';
import { createCalls } from './calls.js';
import { createClock } from './clock.js';
import { createConsole } from './console.js';
import { createDenials } from './denials.js';
import { denyCodeGeneration, lockGlobals, removeForeignGlobals } from './global-scope.js';
import { define, intrinsics, quietly, sealed } from './intrinsics.js';
import { definePlainLocale } from './locale/plain-locale.js';
import { createRun, structuredCloneOf } from './run.js';
import { createSender } from './sender.js';
import { createStackTraces } from './stack-traces.js';
import { createTimers } from './timers.js';
import { createRandom } from './web/random.js';
import { base64Globals, defineWebGlobals } from './web/web-globals.js';

/**
 * The guest half. Evaluated in a fresh realm before any codelet code; turns the realm's global scope into that of a
 * codelet and answers the function that takes the trusted side's messages. Neither throws anything outwards.
 */
export default function prelude(post: (message: string) => void): (message: string) => void {
  const send = createSender(post);
  const denials = createDenials(send);
  const stacks = createStackTraces();
  const clock = createClock();
  const console = createConsole(send, clock);
  const calls = createCalls(send);
  const timers = createTimers(send, denials, clock, (thrown) => {
    // As an uncaught error in a timer of a browser: told, and the others go on.
    console.object.error('Uncaught', thrown);
  });

  removeForeignGlobals();
  denyCodeGeneration(denials);
  define(globalThis, 'console', console.object);
  const names = intrinsics.ownNames(timers.globals);
  for (let index = 0; index < names.length; index += 1) {
    define(globalThis, names[index]!, timers.globals[names[index]!]);
  }
  define(globalThis, 'queueMicrotask', sealed('queueMicrotask', queueMicrotask));
  define(
    globalThis,
    'structuredClone',
    sealed('structuredClone', (value: unknown) => structuredCloneOf(value)),
  );
  define(globalThis, 'atob', base64Globals.atob);
  define(globalThis, 'btoa', base64Globals.btoa);
  const random = createRandom();
  define(globalThis, 'crypto', random.crypto);
  let startedAt = clock.now();
  const performance = {};
  define(
    performance,
    'now',
    sealed('now', () => clock.now() - startedAt),
    true,
  );
  define(globalThis, 'performance', intrinsics.freeze(performance));
  defineWebGlobals();
  if (typeof Intl === 'undefined') definePlainLocale();
  lockGlobals();

  function queueMicrotask(callback: unknown): void {
    if (typeof callback !== 'function') throw new intrinsics.TypeError('The callback must be a function');
    intrinsics.then(intrinsics.resolved, () => {
      try {
        intrinsics.apply(callback as never, undefined, []);
      } catch (thrown) {
        console.object.error('Uncaught', thrown);
      }
    });
  }

  function configure({ seed, now, max_calls, max_call_bytes }: ConfigureCommand): void {
    random.configure(seed);
    clock.configure(now);
    calls.configure({ max_calls, max_call_bytes });
    startedAt = clock.now();
  }

  const run = createRun({
    send,
    console,
    denials,
    stacks,
    timers,
    clock,
    calls,
    random: random.next,
    configure,
  });
  return sealed('deliver', (message: string) => {
    quietly(() => run(intrinsics.parseJson(message) as RealmCommand), undefined);
  });
}
