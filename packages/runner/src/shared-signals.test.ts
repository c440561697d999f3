import { getEventListeners } from 'node:events';
import { describe, expect, it } from 'vitest';
import { SharedSignals } from './shared-signals.js';

const listenersOf = (signal: AbortSignal): number => getEventListeners(signal, 'abort').length;

describe('a signal that ends many runs', () => {
  it('has one listener while there are any, and ends each of them once', () => {
    const signals = new SharedSignals();
    const { signal, abort } = controlled();
    const ended: number[] = [];
    const leave = [1, 2, 3].map((run) => signals.follow(signal, () => void ended.push(run)));
    expect(listenersOf(signal)).toBe(1);
    leave[1]!();
    leave[1]!();
    expect(listenersOf(signal)).toBe(1);
    abort();
    for (const each of leave) each();
    expect([ended, listenersOf(signal)]).toEqual([[1, 3], 0]);
    signals.follow(signal, () => void ended.push(4));
    expect(ended).toEqual([1, 3, 4]);
  });

  it('has none when all of them are over, and one again for the next', () => {
    const signals = new SharedSignals();
    const { signal, abort } = controlled();
    for (let count = 0; count < 3; count += 1) {
      const leave = [signals.follow(signal, () => undefined), signals.follow(signal, () => undefined)];
      for (const each of leave) each();
      expect(listenersOf(signal)).toBe(0);
    }
    let isEnded = false;
    signals.follow(signal, () => void (isEnded = true));
    abort();
    expect(isEnded).toBe(true);
  });
});

function controlled(): { signal: AbortSignal; abort: () => void } {
  const controller = new AbortController();
  return { signal: controller.signal, abort: () => controller.abort() };
}
