import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { ChangeQueue } from './change-queue.js';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

it('turns a burst into one change, named by its last', async () => {
  const settled = vi.fn<() => void>();
  const queue = new ChangeQueue(settled);
  for (const path of ['a', 'b', 'c']) {
    queue.push(path);
    vi.advanceTimersByTime(30);
  }
  expect(settled).not.toHaveBeenCalled();
  const next = queue.next();
  await vi.advanceTimersByTimeAsync(100);
  expect(await next).toBe('c');
  expect(settled).toHaveBeenCalledTimes(1);
});

it('remembers a change that nobody waited for', async () => {
  const queue = new ChangeQueue(() => {});
  queue.push('a');
  vi.advanceTimersByTime(100);
  expect(await queue.next()).toBe('a');
  const second = vi.fn<() => void>();
  void queue.next().then(second);
  await vi.advanceTimersByTimeAsync(1000);
  expect(second).not.toHaveBeenCalled();
  queue.close();
});

it('ends the waiting when it is closed, and leaves no timer', async () => {
  const settled = vi.fn<() => void>();
  const queue = new ChangeQueue(settled);
  const next = queue.next();
  queue.push('a');
  queue.close();
  queue.push('b');
  expect(await next).toBeUndefined();
  expect(await queue.next()).toBeUndefined();
  expect(vi.getTimerCount()).toBe(0);
  expect(settled).not.toHaveBeenCalled();
});
