import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { settled } from '../testing/fake-adapter.js';
import { PoolModel, type Command, type Shape } from '../testing/pool-model.js';

const which = fc.nat(20);
const TENANTS = 4;
const classes = fc.constantFrom(16, 32, 64, 256);
const ask = (memory_mb: fc.Arbitrary<number>): fc.Arbitrary<Command> =>
  fc.record({
    do: fc.constant('ask' as const),
    tenant: fc.nat(TENANTS - 1),
    memory_mb,
    times: fc.oneof(fc.constant(1), fc.integer({ min: 1, max: 12 })),
  });
const release = (isClean: fc.Arbitrary<boolean>): fc.Arbitrary<Command> =>
  fc.record({ do: fc.constant('release' as const), which, isClean });
const trouble: fc.Arbitrary<Command> = fc.oneof(
  fc.record({ do: fc.constantFrom('abandon' as const, 'crash' as const), which }),
  fc.record({
    do: fc.constantFrom('fail-starts' as const, 'fail-realms' as const),
    times: fc.integer({ min: 1, max: 4 }),
  }),
);
// The largest class with its overhead is 352.
const shape = (max_memory_mb: fc.Arbitrary<number | undefined>): fc.Arbitrary<Shape> =>
  fc.record({
    max_hosts: fc.integer({ min: 1, max: 5 }),
    min_ready: fc.nat(1),
    max_running: fc.integer({ min: 1, max: 6 }),
    max_memory_mb,
  });
const budget = fc.integer({ min: 352, max: 1200 });

describe('a pool, whatever happens to it,', { timeout: 60_000 }, () => {
  it('keeps tenants apart and its bounds, serves in order, and answers everyone', async () => {
    const commands = fc.array(
      fc.oneof(ask(classes), release(fc.boolean()), release(fc.constant(true)), trouble),
      { maxLength: 40 },
    );
    const pauses = fc.infiniteStream(fc.nat(3));
    await fc.assert(
      fc.asyncProperty(
        shape(fc.option(budget, { nil: undefined })),
        commands,
        pauses,
        async (of, list, pause) => {
          const model = new PoolModel(of, false);
          for (const command of list) {
            model.do(command);
            await settled(pause.next().value as number);
          }
          await model.drain();
          await model.pool.dispose(new Error('over'));
          expect(model.adapter.alive).toEqual([]);
        },
      ),
      { numRuns: 300 },
    );
  });

  it('answers everyone when it is disposed in between', async () => {
    const commands = fc.array(fc.oneof(ask(classes), release(fc.boolean()), trouble), { maxLength: 15 });
    await fc.assert(
      fc.asyncProperty(shape(budget), commands, fc.nat(3), async (of, list, turns) => {
        const model = new PoolModel(of, false);
        for (const command of list) model.do(command);
        await settled(turns);
        const disposed = model.pool.dispose(new Error('over'));
        for (const command of list) if (command.do === 'release') model.do(command);
        await disposed;
        await model.settle();
        expect([model.of('waiting'), model.adapter.alive, model.pool.loads(10)]).toEqual([[], [], []]);
      }),
      { numRuns: 300 },
    );
  });

  it.each([
    ['one class', undefined, fc.constant(32)],
    ['many classes', budget, classes],
  ])('lets no tenant wait for more than the turns of others: %s', async (_, memory, mb) => {
    const commands = fc.array(fc.oneof(ask(mb), release(fc.constant(true)), release(fc.constant(true))), {
      maxLength: 60,
    });
    await fc.assert(
      fc.asyncProperty(shape(memory ?? fc.constant(undefined)), commands, async (of, list) => {
        const model = new PoolModel(of, true);
        for (const command of list) {
          model.do(command);
          await model.settle();
        }
        await model.drain();
        await model.pool.dispose(new Error('over'));
      }),
      { numRuns: 300 },
    );
  });
});
