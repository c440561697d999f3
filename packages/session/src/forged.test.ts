import { describe, expect, it, vi } from 'vitest';
import type { ErrorReport } from '@codelets/core';
import { after, done, errorOf } from './testing/fake-host.js';

const CRASHED = { code: 'SANDBOX_CRASHED', message: 'The sandbox sent what no codelet can send' };
const report: ErrorReport = {
  is_error: true,
  name: 'E',
  message: 'm',
  stack: null,
  file: null,
  line: null,
  column: null,
  data: null,
  cause: null,
};

describe('a realm that is not ours any more', () => {
  it.each([
    '', 'null', '[]', '{}', '{"t":"tick"}', '{"t":"done"}', '{"t":"done","value":1}', '{"t":"done","value":"=1","code":"ok"}',
    '{"t":"error","code":"TIMEOUT"}', '{"t":"__proto__"}', '{"t":"log","level":"fatal","message":"","at":1}', 'x'.repeat(100_000),
  ])('posts %j and is ended', async (posted) => {
    const outcome = await after([posted, done(1)]);
    expect(errorOf(outcome)).toEqual(CRASHED);
    expect([outcome.host.kills, outcome.host_is_clean]).toEqual([1, false]);
  }); // prettier-ignore

  it.each([
    '',
    '!',
    '={',
    '#[]',
    '#[[{"$":5}]]',
    `#${'['.repeat(10_000)}`,
    '#[{"$":["v","Uint8Array",{"$":["b","AAAA"]},0,9]}]',
  ])('ends with the value %j and is ended', async (value) => {
    const outcome = await after([{ t: 'done', value }]);
    expect(errorOf(outcome)).toEqual(CRASHED);
    expect([outcome.host.kills, outcome.host_is_clean]).toEqual([1, false]);
  });

  it.each(['!', '=[', '=5', '=null', '#[{"$":9}]'])('fails with the data %j and is ended', async (data) => {
    expect(
      errorOf(await after([{ t: 'failed', error: { ...report, data }, denied: null, call: null }])),
    ).toEqual(CRASHED);
    expect(
      errorOf(
        await after([
          { t: 'failed', error: { ...report, cause: { ...report, data } }, denied: null, call: null },
        ]),
      ),
    ).toEqual(CRASHED);
  });

  it('ends twice and is ended', async () => {
    for (const second of [
      done(2),
      { t: 'too-large', bytes: 1 } as const,
      { t: 'failed', error: report, denied: null, call: null } as const,
    ]) {
      const outcome = await after([done(1), second]);
      expect(errorOf(outcome)).toEqual({ code: 'SANDBOX_CRASHED', message: 'The sandbox ended a run twice' });
      expect(outcome.host.kills).toBe(1);
    }
  });

  it('posts more than any codelet can and is ended', async () => {
    const limits = { max_result_bytes: 1000, max_log_bytes: 1000, max_logs: 10 };
    const violation = JSON.stringify({ t: 'violation', name: 'x'.repeat(256), count: 1 });
    const posts = Math.ceil((4 * 1024 * 1024 + 12_000) / violation.length) + 1;
    const outcome = await after(Array.from({ length: posts }, () => violation), { limits }); // prettier-ignore
    expect(errorOf(outcome)).toEqual(CRASHED);
  });

  it('may tell of its timers for as long as it runs', async () => {
    const waits = Array.from({ length: 200_000 }, (_, index) => `{"t":"wait","ms":${index % 1000}}`);
    expect((await after([...waits, done(1)])).outcome).toMatchObject({ ok: true, value: 1 });
  });

  it('may post the largest honest result and logs', async () => {
    const text = '\u0001'.repeat(170_000);
    const logs = Array.from(
      { length: 60 },
      () => ({ t: 'log', level: 'log', message: '\u0001'.repeat(16_384), at: 1 }) as const,
    );
    const { outcome, logs: kept } = await after([...logs, done(text)], {
      limits: { max_result_bytes: 1_100_000 },
    });
    expect(outcome).toMatchObject({ ok: true, value: text });
    expect(kept).toHaveLength(60);
  });

  it('changes no prototype', async () => {
    const { outcome } = await after([{ t: 'done', value: '={"__proto__":{"polluted":1}}' }]);
    expect(outcome.ok && Object.keys(outcome.value as object)).toEqual(['__proto__']);
    expect(({} as { polluted?: 1 }).polluted).toBeUndefined();
  });

  it('is ended when a line is garbage, and the lines before it stay', async () => {
    const onLog = vi.fn<() => void>();
    const outcome = await after(
      [
        { t: 'log', level: 'log', message: 'before', at: 1 },
        'garbage',
        { t: 'log', level: 'warn', message: 'late', at: 1 },
        done(1),
      ],
      { onLog },
    );
    expect(outcome.logs.map(({ message }) => message)).toEqual(['before', 'late']);
    expect(onLog).toHaveBeenCalledTimes(2);
  });
});
