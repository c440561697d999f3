import { fails, gives } from '../checks.js';
import type { ConformanceGroup } from '../conformance-case.js';

const START = Date.UTC(2020, 1, 29, 12);
const deterministic = { seed: 'a seed', now: START };

const COURSE = `export async function main(input, helpers) {
  const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
  const order = [];
  setTimeout(() => order.push(['late', Date.now()]), 50);
  const every = setInterval(() => order.push(['every', Date.now()]) > 4 && clearInterval(every), 20);
  const before = [Date.now(), new Date().toISOString(), performance.now()];
  await sleep(3_600_000);
  return [before, Date.now(), performance.now(), order, Math.random(), crypto.randomUUID(), [...crypto.getRandomValues(new Uint8Array(4))], helpers.random(), helpers.now()];
}`;

export const determinism: ConformanceGroup = {
  name: 'a seed and a clock',
  cases: [
    {
      name: 'give the same values in every engine and on every machine',
      needs: { deterministic: true },
      source: COURSE,
      options: { policy: { deterministic } },
      check: gives([
        [START, '2020-02-29T12:00:00.000Z', 0],
        START + 3_600_000,
        3_600_000,
        [
          ['every', START + 20],
          ['every', START + 40],
          ['late', START + 50],
          ['every', START + 60],
          ['every', START + 80],
        ],
        0.7653104637552681,
        'ec56d92d-33d5-42b8-a81b-e6b139e4cdba',
        [219, 63, 149, 220],
        0.11095025785678436,
        START + 3_600_000,
      ]),
    },
    {
      name: 'tell the time of logs',
      needs: { deterministic: true },
      source: `export async function main(input, { logger }) {
        logger.info('first'); await new Promise((resolve) => setTimeout(resolve, 60_000)); logger.info('second');
      }`,
      options: { policy: { deterministic } },
      check: ({ logs }, { expect }) =>
        expect(logs.map(({ timestamp }) => timestamp)).toStrictEqual([START, START + 60_000]),
    },
    {
      name: 'leave Date what it is',
      needs: { deterministic: true },
      source: `export function main() {
        class Later extends Date { plus(ms) { return new Later(this.getTime() + ms) } }
        const later = new Later();
        return [
          Date.length, Date.name, typeof Date(), new Date() instanceof Date, new Date(5).getTime(), new Date(2020, 0, 2).getTime(),
          Date.UTC(2000, 0), Date.parse('2000-01-01'), new Date().constructor === Date, Object.prototype.toString.call(new Date()),
          later.plus(5) - later, later instanceof Later, later instanceof Date, Reflect.construct(Date, [7], Later) instanceof Later,
          new Date(undefined).getTime(), Number(new Date(null)), structuredClone(new Date(9)).getTime(), new Date(new Date(4)).getTime(),
        ];
      }`,
      options: { policy: { deterministic } },
      check: gives([
        7, 'Date', 'string', true, 5, Date.UTC(2020, 0, 2), Date.UTC(2000, 0), Date.UTC(2000, 0), true, '[object Date]',
        5, true, true, true, NaN, 0, 9, 4,
      ]), // prettier-ignore
    },
    {
      name: 'let time pass only where the codelet waits',
      needs: { deterministic: true },
      source: 'export function main() { const end = Date.now() + 50; while (Date.now() < end); }',
      options: { policy: { deterministic }, timeout_ms: 200 },
      check: fails('TIMEOUT'),
    },
    {
      name: 'stand still while a capability is asked',
      needs: { deterministic: true },
      source: `export async function main(input, { clock }) {
        const from = Date.now();
        const order = [];
        const timer = new Promise((resolve) => setTimeout(() => { order.push('timer'); resolve() }, 1));
        await clock.later(30); order.push('call');
        const after = Date.now() - from;
        await timer;
        return [after, order, Date.now() - from];
      }`,
      options: {
        policy: {
          deterministic,
          capabilities: {
            clock: { later: (ms: number) => new Promise((resolve) => setTimeout(resolve, ms)) },
          },
        },
      },
      check: gives([0, ['call', 'timer'], 1]),
    },
  ],
};
