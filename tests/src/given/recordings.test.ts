import { suspend, type CodeletResult, type CodeletRunner, type Recording } from '@codelets/runner';
import { nodeVm } from '@codelets/sandbox-node-vm';
import { quickjs } from '@codelets/sandbox-quickjs';
import { vm2 } from '@codelets/sandbox-vm2';
import { describe, expect, it } from 'vitest';
import { codeOf, openRunner, string } from '../support/runners.js';

const KEY = 'a key of the tests, long enough';

interface World {
  readonly runner: CodeletRunner;
  /** What was really called. */
  readonly calls: string[];
}

function open(over: Parameters<typeof openRunner>[0] = {}): World {
  const calls: string[] = [];
  const runner = openRunner({
    sandbox: vm2(),
    timeout_ms: 10_000,
    continuation_key: KEY,
    policy: {
      env: { STAGE: 'test' },
      capabilities: {
        db: {
          find: async (id: number) => {
            calls.push(`find ${id}`);
            await new Promise((resolve) => setTimeout(resolve, (id * 7) % 5));
            return { id, random: Math.random() };
          },
          fail: () => {
            calls.push('fail');
            throw new Error('hunter2');
          },
        },
        person: {
          ask: (question: unknown) => {
            calls.push('ask');
            return suspend({ question });
          },
        },
      },
    },
    ...over,
  });
  return { runner, calls };
}

const COURSE = string(`
  export async function main(input, { db, env, logger }) {
    const order = [];
    logger.info('start', env.STAGE, Date.now());
    const rows = await Promise.all([1, 2, 3, 4].map((id) => db.find(id).then((row) => (order.push(id), row))));
    await new Promise((resolve) => setTimeout(resolve, 15));
    const failed = await db.fail().catch((error) => error.code);
    logger.warn('end', new Date().toISOString());
    return { rows, order, failed, random: Math.random(), id: crypto.randomUUID(), at: performance.now(), input };
  }`);

const plain = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T;
const facts = ({ ok, value, error, logs }: CodeletResult) => ({ ok, value, error, logs });

async function recorded(
  world: World,
  source = COURSE,
  options = {},
): Promise<{ result: CodeletResult; recording: Recording }> {
  const result = await world.runner.run(source, { input: { n: 1 }, record: true, ...options });
  return { result, recording: plain(result.recording!) };
}

describe('a recording', () => {
  it.each([vm2(), quickjs(), nodeVm({ trust: 'trusted' })])(
    'gives the same result again, and touches nothing ($name)',
    async (sandbox) => {
      const world = open({ sandbox });
      const { result, recording } = await recorded(world);
      expect(result.error).toBeUndefined();
      const called = world.calls.splice(0);
      expect(called).toHaveLength(5);
      for (let count = 0; count < 3; count += 1) {
        const again = await world.runner.replay(recording);
        expect(facts(again)).toEqual(facts(result));
        expect(again.difference).toBeUndefined();
      }
      expect(world.calls).toEqual([]);
    },
  );

  it('is followed on another engine, and from a runner that knows nothing of it', async () => {
    const { result, recording } = await recorded(open());
    for (const sandbox of [quickjs(), nodeVm({ trust: 'trusted' })]) {
      const again = await openRunner({ sandbox }).replay(recording);
      expect(facts(again)).toEqual(facts(result));
      expect(again.difference).toBeUndefined();
    }
  });

  it.each([
    [
      'an error',
      string('export async function main(input, { db }) { await db.find(1); null.x }'),
      'RUNTIME_ERROR',
    ],
    [
      'a denial',
      string('export async function main(input, { db }) { await db.find(1); require("fs") }'),
      'POLICY_VIOLATION',
    ],
    ['a syntax error', string('export const main = ('), 'SYNTAX_ERROR'],
    ['what cannot leave', string('export const main = () => () => 1'), 'INVALID_OUTPUT'],
    [
      'a deadline while it waits',
      string('export const main = (input, { db }) => db.find(1).then(() => new Promise(() => {}))'),
      'TIMEOUT',
    ],
    [
      'a deadline while it works',
      string('export const main = async (input, { db }) => { await db.find(1); for (;;); }'),
      'TIMEOUT',
    ],
  ])('holds %s', async (_, source, code) => {
    const world = open();
    const { result, recording } = await recorded(world, source, { timeout_ms: 400 });
    expect(codeOf(result)).toBe(code);
    world.calls.length = 0;
    const again = await world.runner.replay(recording);
    expect(facts(again)).toEqual(facts(result));
    expect(again.difference).toBeUndefined();
    expect(world.calls).toEqual([]);
  });

  it('of an engine with other behaviour names the first difference', async () => {
    const world = open({ sandbox: nodeVm({ trust: 'trusted' }) });
    const source = string(`export async function main(input, { db, logger }) {
      logger.info('Intl', typeof Intl);
      return db.find(typeof Intl === 'undefined' ? 2 : 1);
    }`);
    const { recording } = await recorded(world, source);
    const again = await openRunner({ sandbox: quickjs() }).replay(recording);
    expect(again.difference).toMatchObject({
      what: 'the run called helpers.db.find with another argument',
      call: 1,
    });
    expect(codeOf(again)).toBe('UNSUPPORTED');
    const { recording: later } = await recorded(world, string('export const main = () => typeof Intl'));
    const other = await openRunner({ sandbox: quickjs() }).replay(later);
    expect(other).toMatchObject({ ok: true, difference: { what: 'the value differs' } });
  });

  it.each<[string, (recording: Recording) => unknown]>([
    ['no object', () => 5],
    ['another version', (recording) => ({ ...recording, version: 2 })],
    ['a further key', (recording) => ({ ...recording, __proto__x: 1 })],
    ['no seed', (recording) => ({ ...recording, seed: 'zz' })],
    ['no clock', (recording) => ({ ...recording, clock: { kind: 'machine' } })],
    ['limits of nobody', (recording) => ({ ...recording, limits: { ...recording.limits, timeout_ms: -5 } })],
    ['a delivery of nothing', (recording) => ({ ...recording, deliveries: [{ t: 'boom' }] })],
    ['garbage as input', (recording) => ({ ...recording, input: '#[' })],
    [
      'garbage as its result',
      (recording) => ({ ...recording, result: { ...recording.result, ok: false, text: 'x' } }),
    ],
  ])('with %s is refused', async (_, change) => {
    const world = open();
    const { recording } = await recorded(world, string('export const main = () => 1'));
    await expect(world.runner.replay(change(recording) as Recording)).rejects.toThrow(TypeError);
  });

  it.each<[string, (recording: Recording) => Recording, RegExp]>([
    [
      'an answer',
      (recording) => ({
        ...recording,
        deliveries: recording.deliveries.map((each) =>
          each.t === 'answer' && each.value ? { ...each, value: '={"id":9}' } : each,
        ),
      }),
      /value differs/,
    ],
    [
      'a missing delivery',
      (recording) => ({ ...recording, deliveries: recording.deliveries.slice(1) }),
      /waits for more|made no such|timer/,
    ],
    [
      'a doubled delivery',
      (recording) => ({ ...recording, deliveries: [recording.deliveries[0]!, ...recording.deliveries] }),
      /answer to/,
    ],
    ['another seed', (recording) => ({ ...recording, seed: 'ab'.repeat(32) }), /value differs/],
    [
      'another source',
      (recording) => ({ ...recording, source: { ...recording.source, code: 'export const main = () => 1' } }),
      /earlier|logs/,
    ],
    [
      'a forged answer to nothing',
      (recording) => ({
        ...recording,
        deliveries: [{ t: 'answer', id: 99, value: '=1', error: null, now: 0 } as const],
      }),
      /answer to/,
    ],
  ])('that was changed (%s) shows it', async (_, change, said) => {
    const world = open();
    const { recording } = await recorded(world);
    world.calls.length = 0;
    const again = await world.runner.replay(change(recording));
    expect(again.difference?.what).toMatch(said);
    expect(world.calls).toEqual([]);
  });

  it('is kept of a run only when it is asked for', async () => {
    expect((await open().runner.run(COURSE)).recording).toBeUndefined();
  });
});

const ASK = string(`
  export async function main(input, { db, person, logger }) {
    const before = await db.find(1);
    logger.info('asking');
    const said = await person.ask({ amount: input.amount });
    logger.info('heard', said);
    const after = await db.find(2);
    return { before, said, after, random: Math.random() };
  }`);

describe('a suspended run', () => {
  it('goes on with the answer, on another runner, and calls nothing again', async () => {
    const first = open();
    const suspended = await first.runner.run(ASK, { input: { amount: 5 } });
    expect(suspended).toMatchObject({
      ok: false,
      error: {
        code: 'SUSPENDED',
        details: { calls: [{ id: 2, capability: 'person.ask', payload: { question: { amount: 5 } } }] },
      },
      logs: [{ message: 'asking' }],
    });
    expect(first.calls).toEqual(['find 1', 'ask']);
    const second = open();
    const lines: string[] = [];
    const result = await second.runner.resume(
      suspended.continuation!,
      { approved: true },
      { on_log: ({ message }) => lines.push(message) },
    );
    expect(result).toMatchObject({
      ok: true,
      value: { before: { id: 1 }, said: { approved: true }, after: { id: 2 } },
    });
    expect(second.calls).toEqual(['find 2']);
    expect(result.logs.map(({ message }) => message)).toEqual(['asking', 'heard { approved: true }']);
    expect(lines).toEqual(['heard { approved: true }']);
    expect(result.stats.capability_calls).toBe(3);
  });

  it('may be recorded when it goes on, and be suspended again and again', async () => {
    const { runner, calls } = open();
    const source = string(`export async function main(input, { person }) {
      const all = [];
      for (let n = 0; n < 3; n += 1) all.push(await person.ask(n));
      return all;
    }`);
    let result = await runner.run(source);
    for (const answer of ['a', 'b', 'c'])
      result = await runner.resume(result.continuation!, answer, { record: true });
    expect(result.value).toEqual(['a', 'b', 'c']);
    expect(calls).toEqual(['ask', 'ask', 'ask']);
    const again = await runner.replay(plain(result.recording!));
    expect([again.value, again.difference]).toEqual([['a', 'b', 'c'], undefined]);
  });

  it('waits until nothing else can answer, and asks several people at once', async () => {
    const { runner, calls } = open();
    const source = string(`export async function main(input, { db, person }) {
      return Promise.all([person.ask('one'), db.find(1).then(() => db.find(2)), person.ask('two')]);
    }`);
    const suspended = await runner.run(source);
    expect(suspended.error?.details?.['calls']).toHaveLength(2);
    expect(calls.sort()).toEqual(['ask', 'ask', 'find 1', 'find 2']);
    calls.length = 0;
    const half = await runner.resume(suspended.continuation!, 'second', { call: 3 });
    expect(half.error).toMatchObject({ code: 'SUSPENDED', details: { calls: [{ id: 1 }] } });
    const whole = await runner.resume(half.continuation!, 'first');
    expect(whole.value).toMatchObject(['first', { id: 2 }, 'second']);
    expect(calls).toEqual([]);
  });

  it('is refused when it was tampered with, has expired, or is of another policy or sandbox', async () => {
    const { runner } = open();
    const { continuation } = await runner.run(ASK, { input: { amount: 5 } });
    const [body, signature] = continuation!.split('.') as [string, string];
    const forged = Buffer.from(
      Buffer.from(body, 'base64url').toString().replace('amount', 'amounx'),
    ).toString('base64url');
    const reasonOf = async (text: string, from = runner) => {
      const result = await from.resume(text, true);
      expect(codeOf(result)).toBe('INVALID_INPUT');
      return result.error?.details?.['reason'];
    };
    for (const text of [
      '',
      '.',
      'x',
      body,
      `${body}.`,
      `${forged}.${signature}`,
      `${body}.${signature}=`,
      ` ${body}.${signature}`,
      `${body}.${signature.slice(0, -2)}`,
    ]) {
      expect(await reasonOf(text)).toBe('tampered');
    }
    expect(await reasonOf(continuation!, open({ continuation_key: `${KEY}!` }).runner)).toBe('tampered');
    expect(await reasonOf(continuation!, open({ policy: {} }).runner)).toBe('mismatched');
    expect(await reasonOf(continuation!, open({ sandbox: quickjs() }).runner)).toBe('mismatched');
    const hasty = open({ continuation_ttl_ms: 1 }).runner;
    const late = await hasty.run(ASK, { input: { amount: 5 } });
    await new Promise((resolve) => setTimeout(resolve, 5));
    expect(await reasonOf(late.continuation!, hasty)).toBe('expired');
  });

  it('needs a key', async () => {
    const { runner } = open({ continuation_key: undefined });
    expect(codeOf(await runner.run(ASK, { input: { amount: 5 } }))).toBe('RUNTIME_ERROR');
    await expect(runner.resume('x.y', 1)).rejects.toThrow(TypeError);
    await expect(runner.resume('x.y', 1, { timeout_ms: 5 } as object)).rejects.toThrow(/timeout_ms/);
    for (const call of ['1', 0, 1.5, null] as never[])
      await expect(runner.resume('x.y', 1, { call })).rejects.toThrow(/^call must be an integer from 1 to /);
    expect(() => open({ continuation_key: 'short' })).toThrow(/continuation_key/);
  });

  it('tells the time anew when it goes on, unless its clock was given', async () => {
    const source = string(
      'export async function main(input, { person }) { const from = Date.now(); await person.ask(); return [from, Date.now()] }',
    );
    const { runner } = open();
    const suspended = await runner.run(source);
    const [from, to] = (await runner.resume(suspended.continuation!, 1)).value as [number, number];
    expect(to).toBeGreaterThanOrEqual(from);
    const fixed = await runner.run(source, { policy: { deterministic: { seed: 's', now: 1000 } } });
    const options = { policy: { deterministic: { seed: 's', now: 1000 } } };
    expect((await runner.resume(fixed.continuation!, 1, options)).value).toEqual([1000, 1000]);
  });
});
