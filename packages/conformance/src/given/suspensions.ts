import { gives } from '../checks.js';
import type { ConformanceGroup } from '../conformance-case.js';
import { suspending } from '../granted-functions.js';
import type { RunOptions } from '../subject.js';

interface World {
  readonly policy: NonNullable<RunOptions['policy']>;
  /** What was really called. */
  readonly calls: string[];
}

function openWorld(): World {
  const calls: string[] = [];
  const capabilities = {
    db: {
      find: (id: number) => {
        calls.push(`find ${id}`);
        return { id };
      },
    },
    person: {
      ask: (question: unknown) => {
        calls.push('ask');
        return suspending({ question });
      },
    },
  };
  return { policy: { capabilities }, calls };
}

export const suspensions: ConformanceGroup = {
  name: 'runs that wait for somebody',
  cases: [
    {
      name: 'end with the question, and go on with the answer where they were, calling nothing again',
      async tell(tools) {
        const { policy, calls } = openWorld();
        const source = `export async function main(input, { db, person, logger }) {
          const before = await db.find(1);
          const id = crypto.randomUUID();
          logger.info('asking', id);
          const said = await person.ask({ amount: input.amount });
          logger.info('heard', said.by, id);
          return [before, said, await db.find(2)];
        }`;
        const { expect } = tools;
        const asked = await tools.subject.record(source, { policy, input: { amount: 5 } });
        expect(asked.outcome).toMatchObject({ ok: false, error: { code: 'SUSPENDED' } });
        expect(asked.questions).toStrictEqual([{ question: { amount: 5 } }]);
        expect(asked.logs).toHaveLength(1);
        expect(calls).toStrictEqual(['find 1', 'ask']);

        const answer = { by: 'Ada', at: new Date(3), all: new Set([1n]) };
        const ended = await asked.resume(answer);
        await gives([{ id: 1 }, answer, { id: 2 }])(ended, tools);
        expect(calls).toStrictEqual(['find 1', 'ask', 'find 2']);
        const id = asked.logs[0]!.message.slice('asking '.length);
        expect(ended.logs.map(({ message }) => message)).toStrictEqual([`asking ${id}`, `heard Ada ${id}`]);
        expect(ended.logs[0]).toStrictEqual(asked.logs[0]);

        // Both halves are one recording.
        const again = await tools.subject.replay(ended.recording!);
        expect(again.difference).toBe(undefined);
        expect(again.outcome).toStrictEqual(ended.outcome);
        expect(again.logs).toStrictEqual(ended.logs);
        expect(calls).toHaveLength(3);
      },
    },
    {
      name: 'wait until nothing else can answer, for several people, one after another',
      async tell(tools) {
        const { policy, calls } = openWorld();
        const source = `export async function main(input, { db, person }) {
          const all = await Promise.all([person.ask('one'), db.find(1).then(() => db.find(2)), person.ask('two')]);
          return [...all, await person.ask('three')];
        }`;
        const { expect } = tools;
        const one = await tools.subject.record(source, { policy });
        expect(one.questions).toStrictEqual([{ question: 'one' }, { question: 'two' }]);
        expect([...calls].sort()).toStrictEqual(['ask', 'ask', 'find 1', 'find 2']);
        const two = await one.resume('first');
        expect(two.questions).toStrictEqual([{ question: 'two' }]);
        const three = await two.resume('second');
        expect(three.questions).toStrictEqual([{ question: 'three' }]);
        await gives(['first', { id: 2 }, 'second', 'third'])(await three.resume('third'), tools);
        expect(calls).toHaveLength(5);
        // A continuation is no state that is used up.
        await gives(['first', { id: 2 }, 'second', 'other'])(await three.resume('other'), tools);
      },
    },
    {
      name: 'fail on their own when they go on, at their place',
      async tell(tools) {
        const { policy } = openWorld();
        const source = `export async function main(input, { person }) {
          const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms, 'timer'));
          await sleep(5);
          const said = await person.ask('?');
          await sleep(5);
          throw new RangeError(said);
        }`;
        const asked = await tools.subject.record(source, { policy });
        tools.expect(asked.questions).toHaveLength(1);
        const ended = await asked.resume('no');
        tools.expect(ended.outcome).toMatchObject({
          ok: false,
          error: { code: 'RUNTIME_ERROR', name: 'RangeError', message: 'no', location: { line: 6 } },
        });
      },
    },
    {
      name: 'with a seed and a clock end as if the answer had come at once',
      needs: { deterministic: true },
      async tell(tools) {
        const { policy } = openWorld();
        const deterministic = { seed: 'a seed', now: 0 };
        const source = `export async function main(input, { person }) {
          const before = [Math.random(), Date.now()];
          await new Promise((resolve) => setTimeout(resolve, 1000));
          const said = await person.ask('?');
          await new Promise((resolve) => setTimeout(resolve, 1000));
          return [before, said, Math.random(), Date.now(), crypto.randomUUID()];
        }`;
        const asked = await tools.subject.record(source, { policy: { ...policy, deterministic } });
        const { outcome } = await asked.resume('yes');
        const at_once = { ...policy, deterministic, capabilities: { person: { ask: () => 'yes' } } };
        const whole = await tools.subject.run(source, { policy: at_once });
        tools.expect(whole.outcome).toMatchObject({ ok: true });
        tools.expect(outcome).toStrictEqual(whole.outcome);
      },
    },
  ],
};
