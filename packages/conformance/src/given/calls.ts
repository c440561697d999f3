import { all, fails, failsWhat, gives, givesWhat, nextRunIsRight } from '../checks.js';
import type { ConformanceGroup } from '../conformance-case.js';

const policy = {
  capabilities: {
    db: {
      find: ({ id }: { id: number }) => Promise.resolve({ id, name: `row ${id}`, at: new Date(id) }),
      echo: (args: unknown) => args,
      nothing: () => undefined,
      fail: () => {
        throw Object.assign(new Error('password=hunter2 at /srv/app/db.js'), { code: 'ESECRET' });
      },
      reject: () => Promise.reject(new TypeError('hunter2')),
      odd: () => () => 'a function of the service',
      // oxlint-disable-next-line unicorn/no-thenable -- what a capability may answer by mistake
      wait: (_: unknown, { signal }: { signal: AbortSignal }) =>
        new Promise((_resolve, reject) => {
          signal.addEventListener('abort', () => reject(new Error('aborted')));
        }),
    },
    clock: { later: (ms: number) => new Promise((resolve) => setTimeout(resolve, ms, ms)) },
  },
};

export const calls: ConformanceGroup = {
  name: 'calls of capabilities',
  cases: [
    {
      name: 'answer data',
      source: 'export const main = async (input, { db }) => [await db.find({ id: 7 }), await db.nothing()]',
      options: { policy },
      check: gives([{ id: 7, name: 'row 7', at: new Date(7) }, undefined]),
    },
    {
      name: 'carry what structured clone carries, both ways',
      source: `export async function main(input, { db }) {
        const back = await db.echo(input);
        return [back, back !== input, back.map instanceof Map, back.bytes instanceof Uint8Array];
      }`,
      options: {
        policy,
        input: { map: new Map([[1, new Set(['a'])]]), bytes: new Uint8Array([1, 2]), big: 5n, u: undefined },
      },
      check: gives([
        { map: new Map([[1, new Set(['a'])]]), bytes: new Uint8Array([1, 2]), big: 5n, u: undefined },
        true,
        true,
        true,
      ]),
    },
    {
      name: 'run side by side and come back in the order in which they are done',
      source: `export async function main(input, { clock }) {
        const order = [];
        await Promise.all([40, 5, 20].map((ms) => clock.later(ms).then((done) => order.push(done))));
        return order;
      }`,
      options: { policy },
      check: gives([5, 20, 40]),
    },
    {
      name: 'tell nothing of an error of the service',
      source: `export async function main(input, { db }) {
        const seen = [];
        for (const name of ['fail', 'reject', 'odd']) {
          try { await db[name]() } catch (error) {
            seen.push([error instanceof Error, error.name, error.code, JSON.stringify(Reflect.ownKeys(error).filter((key) => key !== 'stack' && key !== 'cause').sort())]);
            if (error.cause !== undefined || /hunter2|srv|ESECRET/.test(error.message + error.stack + JSON.stringify(error))) seen.push(error.message);
          }
        }
        return seen;
      }`,
      options: { policy },
      check: gives(
        Array.from({ length: 3 }, () => [
          true,
          'CapabilityError',
          'CAPABILITY_FAILED',
          '["code","message","name"]',
        ]),
      ),
    },
    {
      name: 'end the run when nobody catches them',
      source: 'export async function main(input, { db }) { await db.fail() }',
      options: { policy },
      check: all(
        failsWhat('RUNTIME_ERROR', (error, { expect }) => {
          expect(error.name).toBe('CapabilityError');
          expect(error.details).toStrictEqual({ code: 'CAPABILITY_FAILED' });
          expect(JSON.stringify(error)).not.toMatch(/hunter2|srv/);
        }),
        nextRunIsRight,
      ),
    },
    {
      name: 'refuse an argument that cannot cross, at the call',
      source: `export async function main(input, { db }) {
        const seen = [];
        const cyclic = []; cyclic.push(cyclic);
        for (const odd of [() => 1, { deep: [Symbol('x')] }, { get thrown() { throw new RangeError('mine') } }]) {
          try { seen.push(await db.echo(odd)) } catch (error) { seen.push([error.name, error.message]) }
        }
        return [seen, (await db.echo(cyclic))[0][0][0].length];
      }`,
      options: { policy },
      check: gives([
        [
          [
            'TypeError',
            'The argument of helpers.db.echo holds a function at $, which cannot leave the sandbox',
          ],
          [
            'TypeError',
            'The argument of helpers.db.echo holds a symbol at $.deep[0], which cannot leave the sandbox',
          ],
          ['RangeError', 'mine'],
        ],
        1,
      ]),
    },
    {
      name: 'are counted',
      source: `export async function main(input, { db }) {
        const made = [];
        for (let n = 0; n < 5; n += 1) try { made.push(await db.echo(n)) } catch (error) { made.push(error.code) }
        return made;
      }`,
      options: { policy, max_calls: 3 },
      check: gives([0, 1, 2, 'CAPABILITY_LIMIT', 'CAPABILITY_LIMIT']),
    },
    {
      name: 'have a cap on what they carry, both ways',
      source: `export async function main(input, { db }) {
        const made = [];
        for (const length of [10, 5000]) try { made.push((await db.echo('x'.repeat(length))).length) } catch (error) { made.push(error.code) }
        return made;
      }`,
      options: { policy, max_call_bytes: 1000 },
      check: gives([10, 'CAPABILITY_LIMIT']),
    },
    {
      name: 'that never answer end with the run',
      source: 'export async function main(input, { db }) { console.log("before"); await db.wait(); }',
      options: { policy, timeout_ms: 150 },
      check: all(fails('TIMEOUT'), nextRunIsRight),
    },
    {
      name: 'that nobody awaits do not hold the run up',
      source:
        'export async function main(input, { db }) { db.wait(); db.fail(); db.fail().catch(() => 1); return "done"; }',
      options: { policy },
      check: all(gives('done'), nextRunIsRight),
    },
    {
      name: 'work with timers around them',
      source: `export async function main(input, { clock }) {
        const sleep = (ms, value) => new Promise((resolve) => setTimeout(resolve, ms, value));
        const first = await Promise.race([clock.later(500), sleep(10, 'timer')]);
        const second = await Promise.race([clock.later(5), sleep(2000, 'timer')]);
        return [first, second];
      }`,
      options: { policy, timeout_ms: 5000 },
      check: gives(['timer', 5]),
    },
    {
      name: 'are functions of the realm that show nothing and cannot be changed',
      source: `export async function main(input, helpers) {
        const { db } = helpers;
        const foreign = [helpers, db, db.find, db.find({ id: 1 })].filter((value) =>
          !(value instanceof Object) || (typeof value === 'function' && Object.getPrototypeOf(value) !== Object.getPrototypeOf(function () {})));
        const tries = [() => { db.find = 1 }, () => { db.extra = 1 }, () => { delete helpers.db }, () => { helpers.db = {} }, () => new db.find()];
        const refused = tries.map((attempt) => { try { attempt(); return 'done' } catch (error) { return error.name } });
        return [foreign.length, refused, db.find.name, /native code/.test(String(db.find)), 'prototype' in db.find, Object.keys(db)];
      }`,
      options: { policy },
      check: gives([
        0,
        ['TypeError', 'TypeError', 'TypeError', 'TypeError', 'TypeError'],
        'find',
        true,
        false,
        ['find', 'echo', 'nothing', 'fail', 'reject', 'odd', 'wait'],
      ]),
    },
    {
      name: 'hold when the codelet has replaced what they are built on',
      source: `export async function main(input, { db }) {
        const find = db.find;
        Map.prototype.get = Map.prototype.set = JSON.parse = JSON.stringify = Array.prototype.push = () => { throw new Error('replaced') };
        Object.prototype.value = 'polluted'; Object.prototype.error = { name: 'polluted' }; Object.prototype.now = 5;
        try { globalThis.Promise = class {} } catch {}
        return (await find({ id: 3 })).id;
      }`,
      options: { policy },
      check: givesWhat((value, { expect }) => expect(value).toBe(3)),
    },
    {
      name: 'of what was not given are not there',
      source: `export const main = (input, helpers) => [typeof helpers.db, typeof helpers.fetch, Object.keys(helpers)]`,
      options: { policy: {} },
      check: gives(['undefined', 'undefined', ['logger', 'env', 'random', 'now']]),
    },
  ],
};
