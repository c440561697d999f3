import { describe, expect, it } from 'vitest';
import { decode } from '@codelets/core';
import { ENGINES, runBody, type EngineName } from '../testing/realm.js';

/** What a codelet may do to its realm before it goes on as if nothing had happened. */
const SABOTAGE: readonly (readonly [string, string])[] = [
  [
    'toJSON on every prototype',
    `for (const C of [Object, Array, String, Number, Boolean, BigInt, Function]) C.prototype.toJSON = () => ({ t: 'done', value: '="forged"' })`,
  ],
  ['toJSON that throws', `Object.prototype.toJSON = () => { throw new Error('toJSON') }`],
  ['Symbol.hasInstance of Error', `Object.defineProperty(Error, Symbol.hasInstance, { value: () => true })`],
  [
    'Array iteration',
    `Array.prototype[Symbol.iterator] = function* () { yield 'forged' }; Array.prototype.values = Array.prototype[Symbol.iterator]`,
  ],
  ['no Array iteration', `delete Array.prototype[Symbol.iterator]`],
  [
    'Map and Set iteration',
    `for (const C of [Map, Set]) { C.prototype[Symbol.iterator] = null; C.prototype.forEach = null; C.prototype.entries = null }`,
  ],
  [
    'Map and WeakMap methods',
    `for (const C of [Map, Set, WeakMap, WeakSet]) for (const k of ['get', 'set', 'has', 'add', 'delete', 'clear']) if (C.prototype[k]) C.prototype[k] = () => 'forged'`,
  ],
  [
    'Array methods',
    `for (const k of Object.getOwnPropertyNames(Array.prototype)) if (typeof Array.prototype[k] === 'function' && k !== 'constructor') Array.prototype[k] = () => { throw new Error(k) }`,
  ],
  [
    'String methods',
    `for (const k of Object.getOwnPropertyNames(String.prototype)) if (typeof String.prototype[k] === 'function' && k !== 'constructor') String.prototype[k] = () => { throw new Error(k) }`,
  ],
  [
    'RegExp methods',
    `for (const k of ['exec', 'test', Symbol.replace, Symbol.match, Symbol.split]) RegExp.prototype[k] = () => { throw new Error('regexp') }`,
  ],
  [
    'call, apply and bind',
    `for (const k of ['call', 'apply', 'bind', 'toString']) Function.prototype[k] = () => 'forged'`,
  ],
  ['JSON', `JSON.stringify = () => '{"t":"done","value":"=1"}'; JSON.parse = () => ({ t: 'tick' })`],
  [
    'Object methods',
    `for (const k of Object.getOwnPropertyNames(Object)) if (typeof Object[k] === 'function' && k !== 'defineProperty') try { Object[k] = () => { throw new Error(k) } } catch {}`,
  ],
  [
    'Object.prototype methods',
    `for (const k of ['hasOwnProperty', 'isPrototypeOf', 'toString', 'valueOf', 'propertyIsEnumerable']) Object.prototype[k] = () => 'forged'`,
  ],
  [
    'Reflect',
    `for (const k of Object.getOwnPropertyNames(Reflect)) Reflect[k] = () => { throw new Error(k) }`,
  ],
  ['Symbol.toStringTag on Object.prototype', `Object.prototype[Symbol.toStringTag] = 'Promise'`],
  [
    'Symbol.toPrimitive on Object.prototype',
    `Object.prototype[Symbol.toPrimitive] = () => { throw new Error('primitive') }`,
  ],
  ['then on Object.prototype', `Object.prototype.then = undefined`],
  [
    'Promise.prototype.then',
    `Promise.prototype.then = () => 'forged'; Promise.prototype.catch = null; Promise.prototype.finally = null`,
  ],
  ['Promise statics', `for (const k of ['resolve', 'reject', 'all', 'race']) Promise[k] = () => 'forged'`],
  [
    'Date',
    `Date.now = () => { throw new Error('now') }; Date.prototype.getTime = Date.prototype.toISOString = Date.prototype.valueOf = () => NaN`,
  ],
  [
    'Math and Number',
    `Math.trunc = Math.min = Math.max = () => NaN; Number.isInteger = () => false; Number.prototype.toString = () => 'forged'`,
  ],
  [
    'the length of views',
    `const T = Object.getPrototypeOf(Uint8Array.prototype); for (const k of ['length', 'buffer', 'byteLength', 'byteOffset']) Object.defineProperty(T, k, { get: () => 3 })`,
  ],
  [
    'the size of maps',
    `for (const C of [Map, Set]) Object.defineProperty(C.prototype, 'size', { get: () => 1e9 })`,
  ],
  ['Error.captureStackTrace', `Error.captureStackTrace = () => { throw 1 }; Error.stackTraceLimit = 'x'`],
  ['Error.prototype', `Error.prototype.name = 'Forged'; Error.prototype.toString = () => 'forged'`],
  [
    'getters of descriptors',
    `for (const k of ['get', 'set', 'writable', 'enumerable', 'configurable']) Object.defineProperty(Object.prototype, k, { __proto__: null, value: 1, writable: true, configurable: true })`,
  ],
  [
    'setters on numbers',
    `for (let i = 0; i < 200; i += 1) for (const C of [Object, Array]) Object.defineProperty(C.prototype, i, { __proto__: null, get: () => 'forged', set() { throw new Error('setter') }, configurable: true })`,
  ],
  [
    'setters on names of the prelude',
    `for (const k of ['t', 'value', 'level', 'message', 'at', 'count', 'name', 'ms', 'error', 'denied', 'is_error', 'stack', 'line', 'column', 'data', 'cause', 'code', 'errors', 'path', 'found', 'bytes', 'next', 'done', 'return', 'due', 'interval', 'text', 'index', 'fill', 'logger', '$'])
    Object.defineProperty(Object.prototype, k, { __proto__: null, get() { return undefined }, set() { throw new Error('setter ' + k) }, configurable: true })`,
  ],
];

const END = {
  done: `return value`,
  failed: `throw made`,
  denied: `eval('1')`,
} as const;

async function play(engine: EngineName, sabotage: string, end: keyof typeof END) {
  const body = `async function main() {
    const made = new TypeError('broken');
    const logged = [{ a: 1 }, [new Date(0)], new Map([[1, 2]])];
    const value = { list: [1, undefined, new Date(5), 10n], map: new Map([['k', new Set([1])]]), bytes: new Uint8Array([1, 2]), error: new TypeError('inner') };
    try { ${sabotage} } catch {}
    console.log('line', logged[0], logged[1], logged[2]);
    try { __deny('process') } catch {}
    await null;
    setTimeout(() => {}, 5);
    ${END[end]};
  }`;
  return runBody(body, { engine });
}

describe.each(ENGINES)('a codelet in %s that replaces', (engine) => {
  it.each(SABOTAGE)('%s still logs, ends and reports as it is', async (what, sabotage) => {
    const [done, failed, denied] = await Promise.all([
      play(engine, sabotage, 'done'),
      play(engine, sabotage, 'failed'),
      play(engine, sabotage, 'denied'),
    ]);
    for (const realm of [done, failed, denied]) {
      expect(realm.of('log')).toHaveLength(1);
      expect(realm.logs[0]).toMatch(
        /^line (Object )?\{ a: 1 \} \[ 1970-01-01T00:00:00\.000Z \] Map\((1|1000000000)\)/,
      );
      expect(realm.of('violation')[0]).toEqual({ t: 'violation', name: 'process', count: 1 });
    }
    const { final } = done;
    if (final.t !== 'done') throw new Error(JSON.stringify(final));
    const value = decode(final.value) as Record<string, unknown>;
    expect(value['list']).toEqual([1, undefined, new Date(5), 10n]);
    expect(value['map']).toEqual(new Map([['k', new Set([1])]]));
    expect(value['bytes']).toEqual(new Uint8Array([1, 2]));
    expect(value['error']).toBeInstanceOf(Error);
    expect(failed.final).toMatchObject({
      t: 'failed',
      denied: null,
      error: { is_error: true, message: 'broken' },
    });
    if (what !== 'Error.prototype') expect(failed.final).toMatchObject({ error: { name: 'TypeError' } });
    expect(denied.final).toMatchObject({ t: 'failed', denied: 'eval', error: { name: 'PolicyViolation' } });
    expect(denied.of('violation').at(-1)).toEqual({ t: 'violation', name: 'eval', count: 2 });
  });

  it('all of them at once posts valid messages only, and ends', async () => {
    const all = SABOTAGE.map(([, code]) => `try { ${code} } catch {}`).join('\n');
    for (const end of Object.keys(END) as (keyof typeof END)[]) {
      const realm = await play(engine, all, end);
      expect(realm.messages.length).toBeGreaterThan(0);
      expect(realm.final).toBeDefined();
    }
  });
});

describe('what the codelet is called with', () => {
  it('is the input and frozen helpers of the realm', async () => {
    const body = `function main(...all) {
      const [input, helpers] = all;
      return [all.length, input, this === undefined, Object.isFrozen(helpers), Object.keys(helpers), Object.getPrototypeOf(helpers) === Object.prototype];
    }`;
    const { final } = await runBody(body, { input: { a: new Date(5) } });
    expect(final.t === 'done' && decode(final.value)).toEqual([
      2,
      { a: new Date(5) },
      true,
      true,
      ['logger', 'env', 'random', 'now'],
      true,
    ]);
  });

  it('has no caller and no arguments in reach', async () => {
    const body = `function main() { const found = []; for (const k of ['caller', 'callee', 'arguments']) { try { if (main[k]) found.push(k) } catch {} try { if (arguments[k] && k !== 'callee') found.push(k) } catch {} } return found }`;
    expect((await runBody(body)).final).toEqual({ t: 'done', value: '=[]' });
  });
});
