import { defaultLimits, encode, type Recording } from '@codelets/core';
import { gives } from '../checks.js';
import type { CheckTools, ConformanceGroup } from '../conformance-case.js';
import type { KeptRun, RunOptions } from '../subject.js';

const plain = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T;

/** Records a run, and asks for it again as often as somebody may: from plain JSON, with nobody to answer. */
async function recordAndReplay(
  { subject, expect }: CheckTools,
  source: string,
  options: RunOptions,
): Promise<KeptRun> {
  const kept = await subject.record(source, options);
  for (let count = 0; count < 2; count += 1) {
    const again = await subject.replay(plain(kept.recording!));
    expect(again.difference).toBe(undefined);
    expect(again.outcome).toStrictEqual(kept.outcome);
    expect(again.logs).toStrictEqual(kept.logs);
  }
  return kept;
}

const START = 1_600_000_000_000;

const GIVEN_SOURCE = `export async function main(input, { db, env, logger }) {
  logger.info(env.STAGE, Date.now());
  const order = [];
  const rows = await Promise.all([1, 2, 3].map((id) => db.find(id).then((row) => (order.push(id), row))));
  await new Promise((resolve) => setTimeout(resolve, 20));
  const failed = await db.fail({ hard: true }).catch((error) => [error.name, error.code, error.message]);
  logger.warn('end', new Date().toISOString());
  return { input, rows, order, failed, at: performance.now(), random: Math.random(), id: crypto.randomUUID() };
}`;

const GIVEN_VALUE = {
  input: [1],
  rows: ['one', new Date(2), null],
  order: [2, 3, 1],
  failed: ['CapabilityError', 'GONE', 'no more'],
  at: 41,
  random: 0.1312755543215154,
  id: '3d237cd3-7151-4aeb-ba0d-fac6959bf7bb',
};

const text = (value: unknown): string => encode(value, Infinity);

/** Written by nobody's engine: each has to follow it to the same end. */
const GIVEN: Recording = {
  version: 1,
  sandbox: 'another/process',
  node: 'v20.0.0',
  source: { type: 'string', code: GIVEN_SOURCE, filename: 'given.js', language: 'js', export_name: 'main' },
  modules: [],
  limits: defaultLimits(),
  policy_hash: '0'.repeat(64),
  capabilities: ['db.find', 'db.fail'],
  seed: '5e'.repeat(32),
  clock: { kind: 'handed', now: START },
  input: text([1]),
  globals: null,
  env: text({ STAGE: 'test' }),
  calls: [
    { id: 1, name: 'db.find', args: text(1) },
    { id: 2, name: 'db.find', args: text(2) },
    { id: 3, name: 'db.find', args: text(3) },
    { id: 4, name: 'db.fail', args: text({ hard: true }) },
  ],
  deliveries: [
    { t: 'answer', id: 2, value: text(new Date(2)), error: null, now: START + 5 },
    { t: 'answer', id: 3, value: text(null), error: null, now: START + 5 },
    { t: 'answer', id: 1, value: text('one'), error: null, now: START + 11 },
    { t: 'tick', now: START + 31 },
    {
      t: 'answer',
      id: 4,
      value: null,
      error: { name: 'CapabilityError', code: 'GONE', message: 'no more' },
      now: START + 41,
    },
  ],
  result: {
    ok: true,
    text: text(GIVEN_VALUE),
    logs: [
      { level: 'info', message: `test ${START}`, timestamp: START },
      { level: 'warn', message: 'end 2020-09-13T12:26:40.041Z', timestamp: START + 41 },
    ],
  },
};

export const recordings: ConformanceGroup = {
  name: 'recordings',
  cases: [
    {
      name: 'give the same value, logs and calls again, and ask nobody',
      async tell(tools) {
        const asked: unknown[] = [];
        const db = {
          find: async (id: number) => {
            asked.push(id);
            await new Promise((resolve) => setTimeout(resolve, (id * 7) % 5));
            return { id, at: new Date(), random: Math.random() };
          },
          fail: () => {
            asked.push('fail');
            throw new Error('hunter2');
          },
        };
        const policy = { env: { STAGE: 'test' }, capabilities: { db } };
        const kept = await recordAndReplay(tools, GIVEN_SOURCE, { policy, input: new Map([[1, 'a']]) });
        tools.expect(kept.outcome).toMatchObject({ ok: true });
        tools.expect(asked).toStrictEqual([1, 2, 3, 'fail']);
        const { calls, deliveries } = kept.recording!;
        tools.expect(calls.map(({ id, name }) => [id, name])).toStrictEqual([
          [1, 'db.find'],
          [2, 'db.find'],
          [3, 'db.find'],
          [4, 'db.fail'],
        ]);
        tools.expect(deliveries.filter(({ t }) => t === 'answer')).toHaveLength(4);
      },
    },
    {
      name: 'hold what was fetched',
      async tell(tools) {
        let asked = 0;
        const source = `export async function main(input, { env }) {
          const response = await fetch(env.ORIGIN + '/page', { headers: { accept: 'text/plain' } });
          const refused = await fetch('http://elsewhere.test/').catch((error) => [error instanceof TypeError, error.code]);
          return [response.status, await response.text(), refused];
        }`;
        const fetch = (): { status: number; body: string } => ({
          status: 418,
          body: `short ${(asked += 1)}`,
        });
        const kept = await recordAndReplay(tools, source, { policy: { fetch } });
        await gives([418, 'short 1', [true, 'NETWORK_REFUSED']])(kept, tools);
        tools.expect(asked).toBe(1);
      },
    },
    {
      name: 'hold an error with its place, and what was not given',
      async tell(tools) {
        const capabilities = { db: { find: () => 7 } };
        const source = `export async function main(input, { db, logger }) {
          logger.error(await db.find());
          INPUT
        }`;
        for (const [statement, code] of [
          ["throw new RangeError('mine', { cause: new Error('why') });", 'RUNTIME_ERROR'],
          ["require('node:fs');", 'POLICY_VIOLATION'],
          ['return () => 1;', 'INVALID_OUTPUT'],
        ] as const) {
          const kept = await recordAndReplay(tools, source.replace('INPUT', statement), {
            policy: { capabilities },
          });
          tools.expect(kept.outcome).toMatchObject({ ok: false, error: { code } });
        }
      },
    },
    {
      name: 'of another engine are followed to the same end',
      async tell(tools) {
        const again = await tools.subject.replay(GIVEN);
        tools.expect(again.difference).toBe(undefined);
        await gives(GIVEN_VALUE)(again, tools);
        tools.expect(again.logs).toStrictEqual(GIVEN.result.logs);
      },
    },
    {
      name: 'that were changed show where the run left them',
      async tell({ subject, expect }) {
        const [first, ...others] = GIVEN.deliveries;
        const [call, ...calls] = GIVEN.calls;
        for (const [changed, difference] of [
          [
            { calls: [{ ...call!, args: text(9) }, ...calls] },
            'the run called helpers.db.find with another argument',
          ],
          [
            { calls: [{ ...call!, name: 'db.fail' }, ...calls] },
            'the run called helpers.db.find instead of helpers.db.fail',
          ],
          [
            { deliveries: [first!, first!, ...others] },
            'the run did not make a call that the recorded run got an answer to',
          ],
          [
            { deliveries: [first!, ...others.slice(0, 3)] },
            'the run waits for more than the recorded run did',
          ],
          [{ deliveries: [...GIVEN.deliveries, first!] }, 'the run ended earlier than the recorded run'],
          [
            { calls: GIVEN.calls.slice(0, 3) },
            'the run called helpers.db.fail, the recorded run made no such call',
          ],
        ] as const) {
          const again = await subject.replay({ ...GIVEN, ...changed });
          expect(again.difference).toBe(difference);
        }
      },
    },
  ],
};
