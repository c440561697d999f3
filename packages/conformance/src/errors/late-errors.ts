import { all, fails, gives, givesWhat, nextRunIsRight } from '../checks.js';
import type { ConformanceGroup } from '../conformance-case.js';

const givesOk = all(gives('ok'), nextRunIsRight);

export const lateErrors: ConformanceGroup = {
  name: 'errors beside and after the result',
  cases: [
    {
      name: 'a rejection that nobody handles',
      source: `export function main() { Promise.reject(new Error('lost')); return 'ok' }`,
      check: givesOk,
    },
    {
      name: 'a thousand rejections that nobody handles',
      source: `export async function main() {
        for (let i = 0; i < 1000; i += 1) Promise.reject(new Error('lost'));
        await null; return 'ok' }`,
      check: givesOk,
    },
    {
      name: 'a throw in an async function that nobody awaits',
      source: `async function lost() { await null; throw new Error('lost') } export async function main() { lost(); return 'ok' }`,
      check: givesOk,
    },
    {
      name: 'a throw in a microtask after the result',
      source: `export function main() {
        Promise.resolve().then(() => Promise.resolve()).then(() => null).then(() => { throw new Error('late') }); return 'ok' }`,
      check: givesOk,
    },
    {
      name: 'a rejection with a value that fights back',
      source: `export function main() {
        Promise.reject({ get stack() { throw 1 }, get message() { throw 2 }, toString() { throw 3 } }); Promise.reject(); return 'ok' }`,
      check: givesOk,
    },
    {
      name: 'a timer that is still pending',
      source: `export function main() { setTimeout(() => { throw new Error('late') }, 5); setInterval(() => {}, 1); return 'ok' }`,
      check: givesOk,
    },
    {
      name: 'a timer that throws before the result is logged and the run goes on',
      source: `export const main = () => new Promise((resolve) => {
        setTimeout(() => { throw new Error('in a timer') }, 1); setTimeout(() => resolve('ok'), 10) })`,
      check: all(givesOk, ({ logs }, { expect }) => {
        expect(logs.map(({ level }) => level)).toStrictEqual(['error']);
        expect(logs[0]!.message).toContain('in a timer');
      }),
    },
    {
      name: 'a microtask of queueMicrotask that throws is logged and the run goes on',
      source: `export async function main() { queueMicrotask(() => { throw new Error('in a microtask') }); await null; await null; return 'ok' }`,
      check: all(givesOk, ({ logs }, { expect }) => expect(logs[0]?.message).toContain('in a microtask')),
    },
    {
      name: 'a rejection is not taken for the result',
      source: `export async function main() { const p = Promise.reject(new Error('a')); await null; try { await p } catch {} return 'ok' }`,
      check: givesOk,
    },
    {
      name: 'a rejection that is handled late',
      source: `export async function main() {
        const p = Promise.reject(new Error('late handled'));
        await new Promise((resolve) => setTimeout(resolve, 5));
        return p.catch((e) => e.message) }`,
      check: all(gives('late handled'), nextRunIsRight),
    },
    {
      name: 'only the first of two ends counts',
      source: `export const main = () => new Promise((resolve, reject) => { resolve('ok'); reject(new Error('second')); throw new Error('third') })`,
      check: givesOk,
    },
    {
      name: 'a codelet that fails and leaves rejections behind',
      source: `export async function main() { Promise.reject(1); Promise.reject(2); throw new Error('mine') }`,
      check: all(fails('RUNTIME_ERROR', { message: 'mine' }), nextRunIsRight),
    },
    {
      name: 'work that is not awaited does not hold the result up',
      source: `export function main() { setTimeout(() => {}, 1500); return 'ok' }`,
      options: { timeout_ms: 1000 },
      check: givesWhat((value, { expect }, { duration_ms }) => {
        expect(value).toBe('ok');
        expect(duration_ms).toBeLessThan(900);
      }),
    },
  ],
};
