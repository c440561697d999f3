import { primordials as p } from '@codelets/core';
import type { Clock } from './clock.js';
import type { Denials } from './denials.js';
import { intrinsics, sealed } from './intrinsics.js';
import type { Send } from './sender.js';

interface Timer {
  readonly id: number;
  readonly callback: (...values: unknown[]) => unknown;
  readonly values: readonly unknown[];
  readonly ms: number;
  readonly repeats: boolean;
  due: number;
  /** Counts what the realm does between two rests. */
  turn: number;
}

export interface Timers {
  readonly globals: Readonly<Record<string, (...values: never[]) => unknown>>;
  /** Fires the earliest timer; what it throws is nobody's to catch and ends with it. */
  tick(): void;
  /** The trusted side acts: it has heard what was told so far. */
  entered(): void;
}

const MAXIMUM_DELAY = 2 ** 31 - 1;

/** Tellings in one entry before the next ones wait: an honest one has a few. */
const AT_ONCE = 64;

/**
 * Timers without a clock of their own: the realm says when the next one is due, the trusted side says when it is time.
 * One timer a tick, so that the microtasks of one are done before the next. They end with the run.
 */
export function createTimers(
  send: Send,
  denials: Denials,
  clock: Clock,
  onError: (thrown: unknown) => void,
): Timers {
  const timers = new p.Map<number, Timer>();
  let nextId = 1;
  let told: number | null = null;
  let isTelling = false;
  let tellings = 0;
  let turn = 0;

  /**
   * Of one millisecond. The clock may have gone on by one between two timers of one turn, and tells whole milliseconds
   * only: the one with the shorter delay is due first then, as it is on a clock that stands still.
   */
  function isBefore(one: Timer, other: Timer): boolean {
    if (one.due !== other.due) return one.due < other.due;
    if (one.turn !== other.turn) return one.turn < other.turn;
    return one.ms === other.ms ? one.id < other.id : one.ms < other.ms;
  }

  function earliest(): Timer | undefined {
    let found: Timer | undefined;
    p.mapForEach(timers, (entry) => {
      const timer = entry as Timer;
      if (!found || isBefore(timer, found)) found = timer;
    });
    return found;
  }

  /** Tells the trusted side when all microtasks are done, once: a loop over timers must not flood the channel. */
  function tellSoon(): void {
    if (isTelling) return;
    // May throw at the end of the stack: then the next one tells.
    tellAfter(tellings / AT_ONCE);
    isTelling = true;
  }

  /**
   * A loop that awaits, over timers that it sets and clears, has new things to tell at each turn: the more there were,
   * the longer the next one waits, still within the entry.
   */
  function tellAfter(turns: number): void {
    intrinsics.then(intrinsics.resolved, turns < 1 ? tell : () => tellAfter(turns - 1));
  }

  function tell(): void {
    isTelling = false;
    turn += 1;
    const due = earliest()?.due ?? null;
    if (due === told) return;
    told = due;
    tellings += 1;
    const ms = due === null ? null : due - clock.now();
    send({ t: 'wait', ms: ms === null || ms > 0 ? ms : 0 });
  }

  function add(callback: unknown, delay: unknown, values: readonly unknown[], repeats: boolean): number {
    if (typeof callback === 'string') denials.deny('a timer with a string');
    if (typeof callback !== 'function')
      throw new intrinsics.TypeError('The callback of a timer must be a function');
    const wanted = intrinsics.trunc(intrinsics.Number(delay));
    const ms = wanted >= 1 && wanted <= MAXIMUM_DELAY ? wanted : 1;
    const id = nextId;
    nextId += 1;
    const due = clock.now() + ms;
    const timer: Timer = {
      id,
      callback: callback as Timer['callback'],
      values,
      ms,
      repeats,
      due,
      turn,
    };
    p.mapSet(timers, id, timer);
    if (told === null || due < told) tellSoon();
    return id;
  }

  function remove(id: unknown): void {
    const timer = p.mapGet(timers, typeof id === 'number' ? id : intrinsics.Number(id)) as Timer | undefined;
    if (!timer) return;
    intrinsics.mapDelete(timers, timer.id);
    if (timer.due === told) tellSoon();
  }

  return {
    globals: {
      setTimeout: sealed('setTimeout', (callback: unknown, delay?: unknown, ...values: unknown[]) =>
        add(callback, delay, values, false),
      ),
      setInterval: sealed('setInterval', (callback: unknown, delay?: unknown, ...values: unknown[]) =>
        add(callback, delay, values, true),
      ),
      clearTimeout: sealed('clearTimeout', remove),
      clearInterval: sealed('clearInterval', remove),
    },
    entered() {
      tellings = 0;
    },
    tick() {
      const timer = earliest();
      told = null;
      // Whatever happens below, the next one is told.
      tellSoon();
      if (!timer) return;
      turn += 1;
      if (timer.repeats) {
        timer.due = clock.now() + timer.ms;
        timer.turn = turn;
      } else intrinsics.mapDelete(timers, timer.id);
      try {
        intrinsics.apply(timer.callback, undefined, timer.values as unknown[]);
      } catch (thrown) {
        onError(thrown);
      }
    },
  };
}
