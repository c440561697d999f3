import { gives, givesWhat, showsNothingOfTheService } from '../checks.js';
import type { ConformanceGroup } from '../conformance-case.js';

export const errorValues: ConformanceGroup = {
  name: 'errors as data',
  cases: [
    {
      name: 'errors of every native class go in as such',
      source: `export const main = (list) => list.map((error) =>
        [error instanceof Error, error.constructor.name, error.name, error.message, Object.keys(error).length])`,
      prepare: () => ({
        input: [new Error('a'), new TypeError('b'), new RangeError('c'), new URIError('d')],
      }),
      check: gives([
        [true, 'Error', 'Error', 'a', 0],
        [true, 'TypeError', 'TypeError', 'b', 0],
        [true, 'RangeError', 'RangeError', 'c', 0],
        [true, 'URIError', 'URIError', 'd', 0],
      ]),
    },
    {
      name: 'errors come back with name, message and cause',
      source: `class Lost extends RangeError { name = 'Lost' }
        export const main = () => new Lost('outer', { cause: new TypeError('inner', { cause: { code: 7 } }) })`,
      check: givesWhat((value: Error, { expect }) => {
        expect(value instanceof Error).toBe(true);
        expect([value.name, value.message]).toStrictEqual(['Lost', 'outer']);
        const inner = value.cause as Error;
        expect(inner instanceof TypeError).toBe(true);
        expect([inner.message, inner.cause]).toStrictEqual(['inner', { code: 7 }]);
      }),
    },
    {
      // Some engines give every error a cause of its own that is undefined.
      name: 'an error without a cause has none',
      source: `export const main = () => [new Error('b'), new Error('c', { cause: null })]`,
      check: givesWhat((value: [Error, Error], { expect }) => {
        expect(value.map((error) => 'cause' in error)).toStrictEqual([false, true]);
        expect(value[1].cause).toBe(null);
      }),
    },
    {
      name: 'a cause that is the error itself',
      source: `export function main() { const error = new Error('round'); error.cause = error; return error }`,
      check: givesWhat((value: Error, { expect }) => expect(value.cause).toBe(value)),
    },
    {
      name: 'the stack of an error that came back tells nothing of the service',
      source: `export const main = () => new Error('mine')`,
      check: givesWhat(({ message, stack = '' }: Error, tools) => {
        showsNothingOfTheService({ code: 'RUNTIME_ERROR', message, stack }, tools);
        tools.expect(stack).not.toContain('/');
      }),
    },
    {
      name: 'the stack of an error that went in tells nothing of the service',
      source: 'export const main = (error) => String(error.stack)',
      prepare: () => ({ input: new Error('theirs') }),
      check: givesWhat((stack: string, { expect }) => {
        expect(stack).toContain('theirs');
        expect(stack).not.toContain('/');
        expect(stack).not.toMatch(/\bat\b/);
      }),
    },
    {
      name: 'a name or message that is no string becomes none',
      source: `export function main() {
        const error = new Error('x');
        Object.defineProperty(error, 'name', { value: { toString: () => 'forged' } });
        Object.defineProperty(error, 'message', { value: 5 });
        return error;
      }`,
      check: givesWhat(({ name, message }: Error, { expect }) =>
        expect([name, message]).toStrictEqual(['Error', '']),
      ),
    },
    {
      name: 'names of the prototype chain make no class',
      source: `export const main = () => ['constructor', '__proto__', 'toString', 'hasOwnProperty'].map((name) =>
        Object.defineProperty(new Error('m'), 'name', { value: name }))`,
      check: givesWhat((value: Error[], { expect }) => {
        expect(value.map(({ name }) => name)).toStrictEqual([
          'constructor',
          '__proto__',
          'toString',
          'hasOwnProperty',
        ]);
        expect(value.every((error) => Object.getPrototypeOf(error) === Error.prototype)).toBe(true);
      }),
    },
  ],
};
