import { fails, failsWhat } from '../checks.js';
import type { ConformanceGroup } from '../conformance-case.js';

const REFUSED: readonly (readonly [name: string, input: () => unknown, path: string, found: string])[] = [
  ['a function', () => () => 1, '$', 'a function'],
  ['a method', () => ({ user: { callback: () => 1 } }), '$.user.callback', 'a function'],
  ['a symbol in a list', () => ({ list: [1, 2, Symbol('s')] }), '$.list[2]', 'a symbol'],
  ['below an odd key', () => ({ 'odd key': { f: () => 1 } }), '$["odd key"].f', 'a function'],
  ['a promise', () => [Promise.resolve(1)], '$[0]', 'a promise'],
  ['a WeakMap', () => ({ cache: new WeakMap() }), '$.cache', 'a WeakMap'],
  ['a WeakRef', () => ({ ref: new WeakRef({}) }), '$.ref', 'a WeakRef'],
  ['a generator', () => [(function* () {})()], '$[0]', 'a generator'],
];

export const refusedInputs: ConformanceGroup = {
  name: 'inputs that cannot cross',
  cases: [
    ...REFUSED.map(([name, input, path, found]) => ({
      name,
      source: 'export const main = () => "ran"',
      prepare: () => ({ input: input() }),
      check: fails('INVALID_INPUT', { details: { in: 'input', path, found } }),
    })),
    {
      name: "a getter of the input that throws is the caller's error, not a rejection",
      source: 'export const main = () => "ran"',
      prepare: () => ({
        input: {
          get trap(): never {
            throw new Error('from the caller');
          },
        },
      }),
      check: fails('INVALID_INPUT', { details: { in: 'input' } }),
    },
    {
      name: 'a codelet does not run when its input cannot enter',
      source: 'console.log("ran"); export const main = () => 1',
      prepare: () => ({ input: { f: () => 1 } }),
      check: failsWhat('INVALID_INPUT', (_, { expect }, { logs }) => expect(logs).toHaveLength(0)),
    },
  ],
};
