import { describe, expect, it } from 'vitest';
import { encode, type ErrorReport } from '@codelets/core';
import { after, commandOf, done, errorOf, start } from './testing/fake-host.js';

const report = (over: Partial<ErrorReport> = {}): ErrorReport => ({
  is_error: true, name: 'TypeError', message: 'broken', stack: 'TypeError: broken\n    at main (codelet.js:2:3)', file: 0, line: 2, column: 3, data: null, cause: null, ...over,
}); // prettier-ignore

describe('a run in one entry', () => {
  it('is told everything in one message in', async () => {
    const { host, result } = start([({ post }) => (post(done(1)), {})], {
      globals: '={"a":1}',
      limits: { memory_mb: 3, cpu_ms: 70, max_logs: 5 },
    });
    await result;
    const [{ steps, limits }] = host.entries as [(typeof host.entries)[0]];
    expect(commandOf(steps[0])).toEqual({
      t: 'configure', input: '=1', globals: '={"a":1}', filename: 'codelet.js', map: [1, 0, 1, 0], seed: '00'.repeat(32),
      max_logs: 5, max_log_bytes: 1_048_576, max_result_bytes: 1_048_576,
      max_calls: 1000, max_call_bytes: 1_048_576, env: null, capabilities: [], now: null,
    }); // prettier-ignore
    expect(steps[1]).toEqual({ script: 'the script', filename: 'codelet.js' });
    expect(commandOf(steps[2])).toEqual({ t: 'start', export_name: 'main' });
    expect(steps).toHaveLength(3);
    expect(limits).toEqual({
      budget_ms: expect.any(Number),
      memory_bytes: 3 * 1024 * 1024,
      cpu_ms: 70,
      max_post_bytes: 10 * 1024 * 1024,
    });
    expect(limits.budget_ms).toBeGreaterThan(9000);
    expect(limits.budget_ms).toBeLessThanOrEqual(10_000);
  });

  it.each([[undefined], [null], ['text'], [{ a: [1, new Map([[1, 2n]])] }]])(
    'ends with its value: %o',
    async (value) => {
      const { outcome, host, host_is_clean, duration_ms } = await after([done(value)]);
      expect(outcome).toMatchObject({ ok: true, value });
      expect([host_is_clean, host.kills, host.disposals]).toEqual([true, 0, 1]);
      expect(duration_ms).toBeGreaterThanOrEqual(0);
    },
  );

  it('reads a large value whole', async () => {
    const value = new Set(Array.from({ length: 20_000 }, (_, index) => `entry ${index}`));
    expect((await after([done(value)])).outcome).toMatchObject({ ok: true, value });
  });

  it.each<[Partial<ErrorReport>, object]>([
    [
      {},
      {
        code: 'RUNTIME_ERROR',
        name: 'TypeError',
        message: 'broken',
        location: { file: 'codelet.js', line: 2, column: 3 },
      },
    ],
    [
      { line: null, column: null, stack: null, name: null },
      { code: 'RUNTIME_ERROR', message: 'broken' },
    ],
    [
      { line: 99, column: 1 },
      { code: 'RUNTIME_ERROR', message: 'broken' },
    ],
    [{ data: encode({ code: 'E_1', errors: [1] }, 99) }, { details: { code: 'E_1', errors: [1] } }],
    [{ is_error: false, name: null, data: encode(undefined, 99) }, { details: { thrown: undefined } }],
    [{ is_error: false, data: encode(new Date(5), 99) }, { details: { thrown: new Date(5) } }],
    [
      {
        cause: report({
          message: 'inner',
          line: 1,
          column: 1,
          cause: report({ is_error: false, message: '5', data: '=5' }),
        }),
      },
      { cause: { message: 'inner', location: { line: 1 }, cause: { message: '5', details: { thrown: 5 } } } },
    ],
  ])('ends with what it threw: %j', async (over, expected) => {
    const outcome = await after([{ t: 'failed', error: report(over), denied: null, call: null }]);
    expect(errorOf(outcome)).toMatchObject(expected);
    expect(outcome.host_is_clean).toBe(true);
    if (over.line === null || over.line === 99) expect(errorOf(outcome)).not.toHaveProperty('location');
  });

  it('has a code of ours, whatever the error says', async () => {
    const error = errorOf(
      await after([
        {
          t: 'failed',
          error: report({ name: 'TIMEOUT', data: encode({ code: 'TIMEOUT' }, 99) }),
          denied: null,
          call: null,
        },
      ]),
    );
    expect(error).toMatchObject({ code: 'RUNTIME_ERROR', details: { code: 'TIMEOUT' } });
  });

  it('ends with a violation when the prelude says so', async () => {
    const error = errorOf(await after([{ t: 'failed', error: report(), denied: 'process', call: null }]));
    expect(error).toMatchObject({
      code: 'POLICY_VIOLATION',
      details: { denied: 'process' },
      location: { line: 2 },
    });
  });

  it('ends with the path to what cannot cross', async () => {
    expect(errorOf(await after([{ t: 'cannot-cross', path: '$.a', found: 'a function' }]))).toEqual({
      code: 'INVALID_OUTPUT', message: 'The result holds a function at $.a, which cannot leave the sandbox', details: { path: '$.a', found: 'a function' },
    }); // prettier-ignore
  });

  it('ends with the limit of its result, told or found out', async () => {
    const expected = { code: 'OUTPUT_LIMIT', details: { limit: 'max_result_bytes', limit_value: 10 } };
    for (const message of [{ t: 'too-large', bytes: 99 } as const, done('x'.repeat(20)), done('€€€')]) {
      const outcome = await after([message], { limits: { max_result_bytes: 10 } });
      expect(errorOf(outcome)).toMatchObject(expected);
    }
  });

  it('ends with what the export is', async () => {
    expect(errorOf(await after([{ t: 'not-a-function', name: 'main', found: 'a number' }]))).toMatchObject({
      code: 'SYNTAX_ERROR', message: 'The export "main" is a number, not a function', details: { export_name: 'main' },
    }); // prettier-ignore
  });
});
