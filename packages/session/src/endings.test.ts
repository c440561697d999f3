import { describe, expect, it } from 'vitest';
import { NotEnteredError, type EntryReport, type GuestMessage, type HostExit } from '@codelets/core';
import { after, commandOf, done, errorOf, never, start, type Script } from './testing/fake-host.js';

const line = (message: string): GuestMessage => ({ t: 'log', level: 'log', message, at: 1 });

describe('a run that trusted code ends', () => {
  it.each<[EntryReport, object]>([
    [{ fault: 'time' }, { code: 'TIMEOUT', details: { limit: 'timeout_ms', limit_value: 10_000 } }],
    [{ fault: 'memory' }, { code: 'MEMORY_LIMIT', details: { limit: 'memory_mb', limit_value: 128 } }],
    [{ fault: 'cpu' }, { code: 'CPU_LIMIT', details: { limit: 'cpu_ms', limit_value: 5 } }],
    [{ cpu_ms: 5.5 }, { code: 'CPU_LIMIT' }],
    [{ fault: 'crash' }, { code: 'SANDBOX_CRASHED' }],
    [{ fault: 'syntax' }, { code: 'SYNTAX_ERROR', name: 'SyntaxError' }],
    [
      { fault: 'syntax', message: 'odd', line: 1, column: 3 },
      { code: 'SYNTAX_ERROR', message: 'odd', location: { line: 1, column: 3 } },
    ],
    [
      { fault: 'syntax', message: 'odd', line: 99, column: 3 },
      { code: 'SYNTAX_ERROR', message: 'odd' },
    ],
  ])('by the report %j, whatever was posted before', async (report, expected) => {
    const outcome = await after([line('kept'), done('posted')], { limits: { cpu_ms: 5 } }, report);
    expect(errorOf(outcome)).toMatchObject(expected);
    expect(outcome.logs).toHaveLength(1);
    expect([outcome.host.kills, outcome.host_is_clean]).toEqual([1, false]);
  });

  it.each<[HostExit['reason'], string]>([
    ['memory', 'MEMORY_LIMIT'],
    ['cpu', 'CPU_LIMIT'],
    ['crashed', 'SANDBOX_CRASHED'],
    ['killed', 'SANDBOX_CRASHED'],
    ['refused', 'SANDBOX_CRASHED'],
  ])('by the exit %s of its host: %s', async (reason, code) => {
    const script: Script = [
      ({ post }, host) => {
        post(line('kept'));
        post(done('posted'));
        host.exit(reason);
        return Promise.reject(new Error('the host is gone'));
      },
    ];
    const outcome = await start(script).result;
    expect(errorOf(outcome)).toMatchObject({ code });
    expect(outcome.logs).toHaveLength(1);
    expect(JSON.stringify(outcome)).not.toContain('secret-path');
  });

  it('by the deadline when its entries leave no timer a turn', { timeout: 10_000 }, async () => {
    const outcome = await start(
      [
        ({ post }) => {
          post({ t: 'wait', ms: 1 });
          return {};
        },
      ],
      { limits: { timeout_ms: 50 }, clock: { kind: 'virtual', now: 0 } },
    ).result;
    expect(errorOf(outcome)).toMatchObject({ code: 'TIMEOUT' });
  });

  it('by the deadline while an entry does not come back', async () => {
    const { host, result } = start([never], { limits: { timeout_ms: 20 } });
    const outcome = await result;
    expect(errorOf(outcome)).toMatchObject({
      code: 'TIMEOUT',
      message: 'The codelet did not finish within 20 ms',
    });
    expect([
      host.kills,
      outcome.host_is_clean,
      outcome.duration_ms >= 19,
      outcome.duration_ms < 2000,
    ]).toEqual([1, false, true, true]);
  });

  it('by the deadline, and lines that were on their way are kept', async () => {
    const { host, result } = start([never], { limits: { timeout_ms: 20 } });
    host.dies = false;
    host.kill = () => {
      host.post(line('on its way'));
      host.post({ t: 'logs-dropped', count: 4 });
      host.post(done('too late'));
      host.post('garbage');
      host.exit('killed');
    };
    const outcome = await result;
    expect(errorOf(outcome).code).toBe('TIMEOUT');
    expect([outcome.logs.map(({ message }) => message), outcome.logs_dropped]).toEqual([['on its way'], 4]);
  });

  it('by the deadline, and does not wait long for a host that will not go', async () => {
    const { host, result } = start([never], { limits: { timeout_ms: 10 } });
    host.dies = false;
    const outcome = await result;
    expect([errorOf(outcome).code, outcome.duration_ms < 3000]).toEqual(['TIMEOUT', true]);
  });

  it('by the deadline while nothing is left to run', async () => {
    expect(errorOf(await after([], { limits: { timeout_ms: 20 } })).code).toBe('TIMEOUT');
  });

  it('by the deadline while it waits for a timer', async () => {
    const outcome = await after([{ t: 'wait', ms: 60_000 }], { limits: { timeout_ms: 20 } });
    expect(errorOf(outcome).code).toBe('TIMEOUT');
    expect(outcome.host.entries).toHaveLength(1);
  });

  it('before its caller: at once', async () => {
    const { host, result } = start([never], { signal: AbortSignal.abort() });
    expect(errorOf(await result)).toEqual({ code: 'ABORTED', message: 'The caller aborted the run' });
    expect(host.kills).toBe(1);
  });

  it('by its caller, in an entry, between two and after the result', async () => {
    const scripts: Script[] = [
      [never],
      [({ post }) => (post({ t: 'wait', ms: 60_000 }), {})],
      [({ post }) => (post(done(1)), never())],
    ];
    for (const script of scripts) {
      const controller = new AbortController();
      const { result } = start(script, { signal: controller.signal });
      await Promise.resolve();
      controller.abort();
      expect(errorOf(await result).code).toBe('ABORTED');
    }
  });

  it('leaves nothing on the signal', async () => {
    const { signal } = new AbortController();
    let listeners = 0;
    const [add, remove] = [signal.addEventListener.bind(signal), signal.removeEventListener.bind(signal)];
    signal.addEventListener = ((...all: Parameters<typeof add>) => (
      (listeners += 1),
      add(...all)
    )) as typeof add;
    signal.removeEventListener = ((...all: Parameters<typeof remove>) => (
      (listeners -= 1),
      remove(...all)
    )) as typeof remove;
    await after([done(1)], { signal });
    expect(listeners).toBe(0);
  });
});

describe('an entry that rejects while its host lives', () => {
  it('ends the run, at the latest at the deadline', async () => {
    const { host, result } = start([() => Promise.reject(new Error('/srv/service.js:5'))], {
      limits: { timeout_ms: 50 },
    });
    const outcome = await result;
    expect(['SANDBOX_CRASHED', 'TIMEOUT']).toContain(errorOf(outcome).code);
    expect(JSON.stringify(outcome)).not.toContain('/srv');
    expect(host.kills).toBe(1);
  });

  it('ends the run even when the host cannot be killed', async () => {
    const { host, result } = start([() => Promise.reject(new Error('x'))], { limits: { timeout_ms: 50 } });
    host.dies = false;
    expect(errorOf(await result).code).toBeDefined();
  });
});

describe('the timers of a run', () => {
  it('are ticked one by one, when they are due', async () => {
    const script: Script = [
      ({ post }) => (post({ t: 'wait', ms: 15 }), {}),
      ({ post }) => (post({ t: 'wait', ms: 0 }), {}),
      ({ post }) => (post(done('late')), {}),
    ];
    const { host, result } = start(script);
    const outcome = await result;
    expect(outcome.outcome).toMatchObject({ ok: true, value: 'late' });
    expect(outcome.duration_ms).toBeGreaterThanOrEqual(13);
    expect(host.entries.slice(1).map(({ steps }) => steps.map(commandOf))).toEqual([
      [{ t: 'tick' }],
      [{ t: 'tick' }],
    ]);
    const budgets = host.entries.map(({ limits }) => limits.budget_ms);
    expect(budgets[1]!).toBeLessThan(budgets[0]!);
  });

  it('count from when they were told last, and not at all after null', async () => {
    const outcome = await after(
      [
        { t: 'wait', ms: 5 },
        { t: 'wait', ms: null },
      ],
      { limits: { timeout_ms: 60 } },
    );
    expect([errorOf(outcome).code, outcome.host.entries.length]).toEqual(['TIMEOUT', 1]);
  });

  it('must be told anew in each entry', async () => {
    const { host, result } = start([({ post }) => (post({ t: 'wait', ms: 1 }), {}), () => ({})], {
      limits: { timeout_ms: 60 },
    });
    expect([errorOf(await result).code, host.entries.length]).toEqual(['TIMEOUT', 2]);
  });
});

describe('the meters', () => {
  it('add up CPU time over entries and keep the highest memory', async () => {
    const script: Script = [
      ({ post }) => (post({ t: 'wait', ms: 0 }), { cpu_ms: 2, memory_bytes: 500 }),
      ({ post }) => (post(done(1)), { cpu_ms: 3, memory_bytes: 300 }),
    ];
    const { host, result } = start(script, { limits: { cpu_ms: 100 } });
    host.peak_memory_bytes = 400;
    expect(await result).toMatchObject({ cpu_ms: 5, peak_memory_bytes: 500 });
    expect(host.entries.map(({ limits }) => limits.cpu_ms)).toEqual([100, 98]);
  });

  it('end a run whose entries together use too much', async () => {
    const outcome = start([({ post }) => (post({ t: 'wait', ms: 0 }), { cpu_ms: 30 })], {
      limits: { cpu_ms: 50 },
    });
    expect(errorOf(await outcome.result).code).toBe('CPU_LIMIT');
    expect(outcome.host.entries).toHaveLength(2);
  });

  it('are absent where nothing was measured', async () => {
    expect(await after([done(1)])).toMatchObject({ cpu_ms: undefined, peak_memory_bytes: undefined });
  });
});

describe('a run whose host was gone before it', () => {
  const unentered: Script[number] = () => Promise.reject(new NotEnteredError('gone'));

  it('is told apart: another host may have it', async () => {
    const outcome = await start([unentered]).result;
    expect(errorOf(outcome).code).toBe('SANDBOX_CRASHED');
    expect([outcome.never_began, outcome.host_is_clean]).toEqual([true, false]);
  });

  it.each<[string, Script]>([
    ['said something', [({ post }) => (post(line('here')), Promise.reject(new NotEnteredError('gone')))]],
    ['said what nobody can say', [({ post }) => (post('?'), Promise.reject(new NotEnteredError('gone')))]],
    ['took an entry before', [({ post }) => (post({ t: 'wait', ms: 0 }), {}), unentered]],
    ['only ended', [(_, host) => (host.exit('crashed'), Promise.reject(new Error('the host is gone')))]],
  ])('is none of those when the host %s', async (_, script) => {
    const outcome = await start(script).result;
    expect([errorOf(outcome).code, outcome.never_began]).toEqual(['SANDBOX_CRASHED', false]);
  });

  it.each(['memory', 'cpu', 'killed'] as const)('is so whatever its host ended for: %s', async (reason) => {
    const script: Script = [(_, host) => (host.exit(reason), Promise.reject(new NotEnteredError('gone')))];
    const outcome = await start(script).result;
    expect([errorOf(outcome).code, outcome.never_began]).toEqual(['SANDBOX_CRASHED', true]);
  });

  it('is none of those when its time was over, or its caller had given up', async () => {
    const late = start([unentered], { limits: { timeout_ms: 10 } });
    const given_up = start([unentered], { signal: AbortSignal.abort() });
    for (const [{ result }, code] of [
      [late, 'TIMEOUT'],
      [given_up, 'ABORTED'],
    ] as const) {
      const outcome = await result;
      expect([errorOf(outcome).code, outcome.never_began]).toEqual([code, false]);
    }
  });
});
