import { describe, expect, it } from 'vitest';
import type { CodeletResult } from '@codelets/core';
import { Emitter } from './emitter.js';
import { CodeletFailedError, unwrap } from './unwrap.js';

const event = { run_id: 'r' };

describe('events', () => {
  it('reach every listener in order, and only theirs', () => {
    const emitter = new Emitter();
    const seen: string[] = [];
    emitter.on('run-start', ({ run_id }) => void seen.push(`a ${run_id}`));
    emitter.on('run-start', ({ run_id }) => void seen.push(`b ${run_id}`));
    emitter.on('host-start', () => void seen.push('host'));
    emitter.emit('run-start', event);
    expect(seen).toEqual(['a r', 'b r']);
  });

  it('reach nobody who has stopped listening', () => {
    const emitter = new Emitter();
    let count = 0;
    const stop = emitter.on('run-start', () => void (count += 1));
    emitter.emit('run-start', event);
    stop();
    stop();
    emitter.emit('run-start', event);
    expect(count).toBe(1);
  });

  it('harm nobody when a listener throws, rejects or listens on', async () => {
    const emitter = new Emitter();
    const seen: number[] = [];
    emitter.on('run-start', () => {
      throw new Error('listener');
    });
    emitter.on('run-start', (() => Promise.reject(new Error('listener'))) as never);
    emitter.on('run-start', () => {
      if (seen.length < 5) emitter.on('run-start', () => void seen.push(2));
    });
    emitter.on('run-start', () => void seen.push(1));
    emitter.emit('run-start', event);
    await Promise.resolve();
    expect(seen).toEqual([1]);
  });

  it.each(['', 'run', 'error', 'constructor', 5, null, undefined])('have no name %o', (name) => {
    expect(() => new Emitter().on(name as never, () => undefined)).toThrow(TypeError);
    expect(() => new Emitter().on(name as never, () => undefined)).toThrow(
      `There is no event "${name}"; there are run-start, run-end, log`,
    );
  });

  it.each([undefined, null, {}, 'x'])('have no listener %o', (listener) => {
    expect(() => new Emitter().on('log', listener as never)).toThrow('The listener must be a function');
  });
});

describe('unwrap', () => {
  const rest = { logs: [], duration_ms: 1, stats: {} as never };

  it('answers the value, whatever it is', () => {
    for (const value of [0, undefined, null, '', { a: 1 }])
      expect(unwrap({ ok: true, value, ...rest })).toBe(value);
  });

  it.each<[unknown, string]>([
    [Promise.resolve(), 'a promise: await it'],
    [undefined, 'a value of type undefined'],
    [null, 'null'],
    [{ value: 1 }, 'a value of type object'],
  ])('takes no %o for a result', (given, got) => {
    expect(() => unwrap(given as never)).toThrow(
      new TypeError(`unwrap() takes the result of a run, got ${got}`),
    );
  });

  it('throws the error with its code', () => {
    const error = { code: 'TIMEOUT', message: 'too slow', details: { a: 1 } } as const;
    const result: CodeletResult = { ok: false, error, ...rest };
    expect(() => unwrap(result)).toThrow(CodeletFailedError);
    expect(() => unwrap(result)).toThrow(
      expect.objectContaining({
        name: 'CodeletFailedError',
        code: 'TIMEOUT',
        error,
        message: 'TIMEOUT: too slow',
      }),
    );
  });
});
