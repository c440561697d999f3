import { describe, expect, it, vi } from 'vitest';
import { defaultLimits, type ConsoleLog, type GuestMessage } from '@codelets/core';
import { LogBook } from './log-book.js';
import { after, done, never, start } from './testing/fake-host.js';

const line = (message: string, at = 0): Extract<GuestMessage, { t: 'log' }> => ({
  t: 'log',
  level: 'info',
  message,
  at,
});
const lines = (count: number): GuestMessage[] =>
  Array.from({ length: count }, (_, index) => line(`${index}`));

describe('the lines of a run', () => {
  it('keep their order and level', async () => {
    const { logs } = await after([line('a'), { ...line('b'), level: 'error' }, done(1)]);
    expect(logs.map(({ level, message }) => [level, message])).toEqual([['info', 'a'], ['error', 'b']]); // prettier-ignore
  });

  it('end at the caps, whatever the realm sends', async () => {
    const many = await after([...lines(105), done(1)]);
    expect([many.logs.length, many.logs_dropped]).toEqual([100, 5]);
    const none = await after([...lines(3), done(1)], { limits: { max_logs: 0 } });
    expect([none.logs, none.logs_dropped]).toEqual([[], 3]);
    const bytes = await after([line('€€'), line('€€'), line('€'), line(''), done(1)], {
      limits: { max_log_bytes: 10 },
    });
    expect([bytes.logs.map(({ message }) => message), bytes.logs_dropped]).toEqual([['€€', '€', ''], 1]);
  });

  it('count those that the realm dropped, which may only grow', async () => {
    const told: GuestMessage[] = [7, 9, 3].map((count) => ({ t: 'logs-dropped', count }));
    const { logs_dropped } = await after([...lines(102), ...told, done(1)]);
    expect(logs_dropped).toBe(11);
  });

  it('have time stamps that neither go back nor lie ahead', async () => {
    const before = Date.now();
    const { logs } = await after([
      line('past', 5),
      line('future', 2 ** 52),
      line('now', before),
      line('back', 1),
      done(1),
    ]);
    const times = logs.map(({ timestamp }) => timestamp);
    expect([...times].sort((a, b) => a - b)).toEqual(times);
    expect(times[0]).toBeGreaterThanOrEqual(before);
    expect(times.at(-1)).toBeLessThanOrEqual(Date.now());
  });

  it('are handed on as they come', async () => {
    const seen: ConsoleLog[] = [];
    const controller = new AbortController();
    const { host, result } = start([never], {
      onLog: (log) => void seen.push(log),
      signal: controller.signal,
    });
    host.post(line('first'));
    expect(seen).toEqual([{ level: 'info', message: 'first', timestamp: expect.any(Number) }]);
    controller.abort();
    expect((await result).logs).toEqual(seen);
  });

  it.each<[string, () => unknown]>([
    ['throws', () => { throw new Error('listener') }],
    ['rejects', () => Promise.reject(new Error('listener'))],
    ['answers what is no promise', () => 5],
  ])('go to a listener that %s', async (_, listener) => {
    const onLog = vi.fn<() => unknown>(listener);
    const onViolation = vi.fn<() => unknown>(listener);
    const { outcome, logs } = await after([line('a'), { t: 'violation', name: 'x', count: 1 }, line('b'), done(1)], { onLog, onViolation });
    expect([outcome.ok, logs.length, onLog.mock.calls.length, onViolation.mock.calls]).toEqual([true, 2, 2, [['x', 1]]]);
  }); // prettier-ignore

  it('that come after the end of the run change nothing', async () => {
    const onLog = vi.fn<() => void>();
    const { logs, host } = await after([line('a'), done(1)], { onLog });
    host.post(line('late'));
    host.post('garbage');
    host.post(done(2));
    expect(logs.map(({ message }) => message)).toEqual(['a']);
    expect([onLog.mock.calls.length, host.kills]).toEqual([1, 0]);
  });

  it('count violations by the highest number', async () => {
    const counts = [1, 5, 3].map((count): GuestMessage => ({ t: 'violation', name: 'x', count }));
    expect((await after([...counts, done(1)])).violations).toBe(5);
  });
});

describe('a log book', () => {
  it('takes a line that fits exactly', () => {
    const book = new LogBook({ ...defaultLimits(), max_log_bytes: 3 }, 0);
    expect([book.add(line('abc'))?.message, book.add(line('d')), book.add(line(''))?.message]).toEqual([
      'abc',
      undefined,
      '',
    ]);
    expect(book.dropped).toBe(1);
  });
});
