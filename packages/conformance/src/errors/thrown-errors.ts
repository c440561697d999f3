import { all, fails, failsWhat, nextRunIsRight } from '../checks.js';
import type { ConformanceGroup } from '../conformance-case.js';

export const thrownErrors: ConformanceGroup = {
  name: 'thrown errors',
  cases: [
    {
      name: 'name and message of a native class',
      source: 'export const main = () => null.x',
      check: failsWhat('RUNTIME_ERROR', ({ name, message }, { expect }) => {
        expect(name).toBe('TypeError');
        expect(message.length).toBeGreaterThan(0);
      }),
    },
    {
      name: 'arguments outside of every function that has some',
      source: 'export const main = () => [typeof arguments, arguments.length]',
      check: all(
        fails('RUNTIME_ERROR', { name: 'ReferenceError', message: 'arguments is not defined' }),
        ({ violations }, { expect }) => expect(violations).toBe(0),
      ),
    },
    {
      name: 'an undeclared name',
      source: 'export const main = () => nowhere',
      check: failsWhat('RUNTIME_ERROR', ({ name, message }, { expect }) => {
        expect(name).toBe('ReferenceError');
        expect(message).toContain('nowhere');
      }),
    },
    {
      name: 'a subclass with its own name',
      source: `class HttpError extends Error { get name() { return 'HttpError' } }
        export const main = () => { throw new HttpError('404') }`,
      check: fails('RUNTIME_ERROR', { name: 'HttpError', message: '404' }),
    },
    {
      name: 'an own code is data',
      source: `export const main = () => { throw Object.assign(new Error('x'), { code: 'E_LIMIT' }) }`,
      check: fails('RUNTIME_ERROR', { message: 'x', details: { code: 'E_LIMIT' } }),
    },
    {
      name: 'a chain of causes, with a value at its end',
      source: `export const main = () => { throw new Error('a', { cause: new TypeError('b', { cause: { status: 503 } }) }) }`,
      check: failsWhat('RUNTIME_ERROR', (error, { expect }) => {
        expect(error).toMatchObject({
          message: 'a',
          cause: { name: 'TypeError', message: 'b', cause: { details: { thrown: { status: 503 } } } },
        });
        expect(error.cause?.location?.line).toBe(1);
        expect(error.cause?.cause?.name).toBe(undefined);
      }),
    },
    {
      name: 'a chain of a thousand causes is cut',
      source: `export function main() {
        let e = new Error('0'); for (let i = 1; i < 1000; i += 1) e = new Error(String(i), { cause: e }); throw e }`,
      check: failsWhat('RUNTIME_ERROR', (error, { expect }) => {
        let links = 0;
        for (let at = error.cause; at; at = at.cause) links += 1;
        expect(error.message).toBe('999');
        expect(links).toBeGreaterThan(3);
        expect(links).toBeLessThan(100);
      }),
    },
    {
      name: 'causes in a circle end',
      source: `export function main() { const a = new Error('a'); const b = new Error('b', { cause: a }); a.cause = b; throw a }`,
      check: fails('RUNTIME_ERROR', { message: 'a' }),
    },
    {
      name: 'AggregateError keeps its errors as data',
      source: `export const main = () => Promise.any([Promise.reject(new RangeError('one')), Promise.reject('two')])`,
      check: failsWhat('RUNTIME_ERROR', ({ name, details }, { expect }) => {
        expect(name).toBe('AggregateError');
        const errors = details?.['errors'] as [Error, string];
        expect([errors[0].message, errors[1]]).toStrictEqual(['one', 'two']);
      }),
    },
    {
      name: 'getters that throw',
      source: `export function main() {
        const e = new Error('x');
        for (const key of ['name', 'message', 'stack', 'cause', 'code', 'errors']) {
          Object.defineProperty(e, key, { get() { throw new Error('gotcha') } });
        }
        throw e;
      }`,
      check: all(fails('RUNTIME_ERROR'), nextRunIsRight),
    },
    {
      name: 'fields of wrong types',
      source: `export function main() {
        throw Object.defineProperties(new Error('x'), {
          name: { value: Symbol('n') }, message: { value: { toString() { throw 1 } } }, stack: { value: [] }, code: { value: () => 1 },
        });
      }`,
      check: fails('RUNTIME_ERROR', { name: 'Error', message: '' }),
    },
    {
      name: 'a Proxy as the error',
      needs: { global: 'Proxy' },
      source: `export function main() {
        throw new Proxy(new Error('x'), { get() { throw new Error('trap') }, getPrototypeOf() { throw 1 }, getOwnPropertyDescriptor() { throw 2 } }) }`,
      check: all(fails('RUNTIME_ERROR'), nextRunIsRight),
    },
    {
      name: 'a Proxy whose traps give errors of their own for ever',
      needs: { global: 'Proxy' },
      source: `const p = () => new Proxy(new Error('x'), { get: () => p() }); export function main() { throw p() }`,
      check: all(fails('RUNTIME_ERROR'), nextRunIsRight),
    },
    {
      name: 'an error with a false prototype',
      source: `export const main = () => { throw Object.setPrototypeOf(new Error('bare'), null) }`,
      check: fails('RUNTIME_ERROR', { message: 'bare' }),
    },
    {
      name: 'an object that only inherits from Error',
      source: `export const main = () => { throw Object.assign(Object.create(TypeError.prototype), { message: 'made up' }) }`,
      check: fails('RUNTIME_ERROR', { name: 'TypeError', message: 'made up' }),
    },
    {
      name: 'a message of a megabyte is cut',
      source: `export const main = () => { throw new Error('x'.repeat(2 ** 20)) }`,
      check: failsWhat('RUNTIME_ERROR', ({ message, stack = '' }, { expect }) => {
        expect(message.startsWith('xxxx')).toBe(true);
        expect(message.length).toBeLessThan(20_000);
        expect(stack.length).toBeLessThan(40_000);
      }),
    },
    {
      name: 'data that is too large or cannot cross costs the data, not the error',
      source: `export function main() {
        throw Object.assign(new AggregateError([() => 1, 'x'.repeat(2 ** 20)], 'kept'), { code: 'y'.repeat(2 ** 20) }) }`,
      check: fails('RUNTIME_ERROR', { message: 'kept' }),
    },
    {
      name: 'a rejection',
      source: `export const main = () => Promise.reject(new RangeError('no'))`,
      check: fails('RUNTIME_ERROR', { name: 'RangeError', message: 'no' }),
    },
    {
      name: "a rejection of the module's own code",
      source: `await Promise.reject(new RangeError('at the top')); export const main = () => 1`,
      check: fails('RUNTIME_ERROR', { message: 'at the top' }),
    },
    {
      name: 'an error of the input is not changed by being thrown again',
      source: 'export const main = (error) => { throw error }',
      prepare: () => ({ input: new TypeError('from outside') }),
      check: fails('RUNTIME_ERROR', { name: 'TypeError', message: 'from outside' }),
    },
    {
      name: 'the stack limit is a RangeError that can be caught',
      source: `export function main() {
        const f = () => f() + 1;
        try { f() } catch (e) { if (!(e instanceof RangeError) && e.name !== 'InternalError') throw e }
        f();
      }`,
      check: all(
        failsWhat('RUNTIME_ERROR', ({ name = '' }, { expect }) =>
          expect(['RangeError', 'InternalError']).toContain(name),
        ),
        nextRunIsRight,
      ),
    },
  ],
};
