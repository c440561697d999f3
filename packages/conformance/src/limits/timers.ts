import { all, fails, gives, givesWhat, nextRunIsRight } from '../checks.js';
import type { ConformanceGroup } from '../conformance-case.js';
import { endsAtTheDeadline } from './time.js';

export const timers: ConformanceGroup = {
  name: 'timers',
  cases: [
    {
      name: 'timers for ever end at the deadline',
      source: 'export const main = () => new Promise(() => setInterval(() => {}, 1))',
      options: { timeout_ms: 200 },
      check: endsAtTheDeadline,
    },
    {
      name: 'a timer later than the deadline does not hold it up',
      source: 'export const main = () => new Promise((resolve) => setTimeout(resolve, 60000))',
      options: { timeout_ms: 200 },
      check: endsAtTheDeadline,
    },
    {
      name: 'timers that start timers',
      source: 'export const main = () => new Promise(() => { const f = () => setTimeout(f, 0); f() })',
      options: { timeout_ms: 200 },
      check: endsAtTheDeadline,
    },
    {
      name: 'setTimeout waits, in real time',
      source:
        'export async function main() { await new Promise((resolve) => setTimeout(resolve, 60)); return "waited" }',
      check: all(
        gives('waited'),
        givesWhat((_, { expect }, { duration_ms }) => expect(duration_ms).toBeGreaterThanOrEqual(55)),
      ),
    },
    {
      name: 'fire in the order of their times, then of their making',
      source: `export const main = () => new Promise((resolve) => {
        const order = []; const at = (name, ms) => setTimeout((n) => { order.push(n); if (order.length === 4) resolve(order.join('')) }, ms, name);
        at('d', 30); at('b', 5); at('c', 5); at('a', 1);
      })`,
      check: gives('abcd'),
    },
    {
      name: 'the microtasks of one timer are done before the next',
      source: `export const main = () => new Promise((resolve) => {
        const order = [];
        setTimeout(() => { order.push(1); Promise.resolve().then(() => order.push(2)) }, 1);
        setTimeout(() => { order.push(3); resolve(order) }, 1);
      })`,
      check: gives([1, 2, 3]),
    },
    {
      name: 'cleared timers do not fire',
      source: `export const main = () => new Promise((resolve) => {
        let fired = 0;
        clearTimeout(setTimeout(() => { fired += 1 }, 1));
        const id = setInterval(() => { fired += 10; if (fired >= 30) { clearInterval(id); setTimeout(() => resolve(fired), 10) } }, 1);
        clearTimeout(undefined); clearTimeout('nothing'); clearInterval(-1);
      })`,
      check: gives(30),
    },
    {
      name: 'ten thousand timers at once',
      source: `export async function main() {
        for (let i = 0; i < 10000; i += 1) setTimeout(() => {}, 1000000);
        await new Promise((resolve) => setTimeout(resolve, 1)); return 'ok' }`,
      options: { timeout_ms: 5000 },
      check: all(gives('ok'), nextRunIsRight),
    },
    {
      name: 'a callback that is no function',
      source: 'export const main = () => setTimeout({}, 1)',
      check: fails('RUNTIME_ERROR', { name: 'TypeError' }),
    },
    {
      name: 'odd delays are short ones',
      source: `export const main = () => Promise.all([undefined, null, NaN, -5, '2', Infinity, {}].map((ms) =>
        new Promise((resolve) => setTimeout(resolve, ms, 1))))`,
      check: gives([1, 1, 1, 1, 1, 1, 1]),
    },
  ],
};
