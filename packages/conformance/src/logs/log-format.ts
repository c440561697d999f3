import { all, givesWhat } from '../checks.js';
import type { ConformanceCase, ConformanceGroup } from '../conformance-case.js';

/** The arguments of a console call and the line that comes of it, the same on every engine. */
const FORMATS: readonly (readonly [call: string, line: string])[] = [
  ['', ''],
  ['"a", "b c"', 'a b c'],
  ['1, -0, NaN, 10n, true, null, undefined', '1 -0 NaN 10n true null undefined'],
  ['Symbol("s")', 'Symbol(s)'],
  ['{}', '{}'],
  ['[]', '[]'],
  ['{ a: 1, "odd key": "x", b: [1, "two"] }', `{ a: 1, 'odd key': 'x', b: [ 1, 'two' ] }`],
  [`["it's"]`, `[ 'it\\'s' ]`],
  ['["line\\nbreak"]', `[ 'line\\nbreak' ]`],
  ['new Map([["k", { v: 1 }]])', `Map(1) { 'k' => { v: 1 } }`],
  ['new Set([1, [2]])', 'Set(2) { 1, [ 2 ] }'],
  ['new Date(0)', '1970-01-01T00:00:00.000Z'],
  ['new Date(NaN)', 'Invalid Date'],
  ['/a+/gi', '/a+/gi'],
  ['new Uint8Array([1, 2])', 'Uint8Array(2) [ 1, 2 ]'],
  ['new ArrayBuffer(3)', 'ArrayBuffer { byteLength: 3 }'],
  ['Object("x"), Object(1)', `[String: 'x'] [Number: 1]`],
  ['Object.create(null)', '[Object: null prototype] {}'],
  ['new (class Point { x = 1 })()', 'Point { x: 1 }'],
  ['() => 1', '[Function: (anonymous)]'],
  ['function named() {}', '[Function: named]'],
  ['class Named {}', '[class Named]'],
  ['URL, TextDecoder, AbortController', '[class URL] [class TextDecoder] [class AbortController]'],
  ['new TextEncoder(), new AbortController().signal', 'TextEncoder {} AbortSignal {}'],
  ['(() => { try { throw { a: 1, cause: 2, b: 3 } } catch (e) { return e } })()', '{ a: 1, cause: 2, b: 3 }'],
  ['[1, , 3]', '[ 1, <1 empty item>, 3 ]'],
  [
    '{ get a() { return 1 }, set b(v) {}, get c() { return 1 }, set c(v) {} }',
    '{ a: [Getter], b: [Setter], c: [Getter/Setter] }',
  ],
  ['(() => { const o = { n: 1 }; o.self = o; return o })()', '{ n: 1, self: [Circular] }'],
  ['(() => { const o = {}; return [o, o] })()', '[ {}, {} ]'],
  ['{ a: { b: { c: { d: { e: { f: 1 } } } } } }', '{ a: { b: { c: { d: { e: [Object] } } } } }'],
  ['Promise.resolve(1)', 'Promise {}'],
  ['new WeakMap()', 'WeakMap {}'],
  ['"%s is %d years and %i, %f", "Bob", 42.5, 42.9, "1.5"', 'Bob is 42.5 years and 42, 1.5'],
  ['"%j %o %O", { a: 1 }, [1], { b: 2 }', '{"a":1} [ 1 ] { b: 2 }'],
  ['"100%", 1', '100% 1'],
  ['"%% %x %s", "a"', '% %x a'],
  ['"%s %s", "only"', 'only %s'],
  ['"%cstyled", "color: red"', 'styled'],
  ['"%d %d", 1n, {}', '1n NaN'],
  ['"%s", { a: [1] }', '{ a: [ 1 ] }'],
  ['"a", { b: 1 }, "c"', 'a { b: 1 } c'],
  ['{ a: 1 }, "%s", 2', '{ a: 1 } %s 2'],
];

const format = ([call, line]: (typeof FORMATS)[number]): ConformanceCase => ({
  name: `console.log(${call})`,
  source: `export function main() { console.log(${call}) }`,
  check: ({ outcome, logs }, { expect }) => {
    expect(outcome).toStrictEqual({ ok: true, value: undefined });
    expect(logs.map(({ message }) => message)).toStrictEqual([line]);
  },
});

export const logFormat: ConformanceGroup = {
  name: 'format',
  cases: [
    ...FORMATS.map(format),
    {
      name: "errors show their stack in the author's positions, and their cause",
      source: `const inner = new Error('inner');
export const main = () => console.log(new TypeError('outer', { cause: inner }))`,
      check: ({ logs }, { expect }) => {
        expect(logs[0]!.message).toContain('TypeError: outer\n    at main (codelet.js:2:39)');
        expect(logs[0]!.message).toContain('[cause]');
        expect(logs[0]!.message).toContain('Error: inner');
        expect(logs[0]!.message).not.toMatch(/node:|node_modules|prelude/);
      },
    },
    {
      name: 'long lists are cut and say so',
      source: 'export const main = () => console.log(Array.from({ length: 250 }, (_, i) => i))',
      check: ({ logs }, { expect }) => expect(logs[0]!.message).toMatch(/, 99, ... 150 more items \]$/),
    },
    {
      name: 'the longest sparse array is short',
      source: 'export const main = () => console.log(new Array(2 ** 32 - 1))',
      check: ({ logs, duration_ms }, { expect }) => {
        expect(logs[0]!.message.length).toBeLessThan(100);
        expect(duration_ms).toBeLessThan(1000);
      },
    },
    {
      name: 'values that fight back are shown, not called',
      source: `export function main() {
        let called = 0;
        const trap = () => { called += 1; throw new Error('called') };
        console.log({ get a() { return trap() }, toString: trap, toJSON: trap, inspect: trap, [Symbol.for('nodejs.util.inspect.custom')]: trap });
        try { console.log(Object.defineProperty({}, Symbol.toStringTag, { get: trap })) } catch (e) { if (e.message !== 'called') throw e }
        return called;
      }`,
      check: all(
        givesWhat((called: number, { expect }) => expect(called).toBeLessThanOrEqual(1)),
        ({ logs }, { expect }) => expect(logs[0]!.message).toContain('a: [Getter]'),
      ),
    },
    {
      name: 'a Proxy whose traps throw costs at most its own error',
      needs: { global: 'Proxy' },
      source: `export function main() {
        const p = new Proxy({}, new Proxy({}, { get() { throw new Error('trap') } }));
        try { console.log(p) } catch (e) { if (e.message !== 'trap') throw e }
        console.log('after') }`,
      check: ({ logs, outcome }, { expect }) => {
        expect(outcome.ok).toBe(true);
        expect(logs.at(-1)?.message).toBe('after');
      },
    },
    {
      name: 'replaced prototypes change no line',
      source: `export function main() {
        const bad = () => 'forged';
        Array.prototype.join = Array.prototype.map = Object.keys = JSON.stringify = String.prototype.slice = Date.prototype.toISOString = bad;
        Function.prototype.toString = Symbol.prototype.toString = Object.prototype.toString = bad;
        console.log({ a: ['x'], d: new Date(0) }, '%s') }`,
      check: ({ logs }, { expect }) =>
        expect(logs[0]!.message).toBe(`{ a: [ 'x' ], d: 1970-01-01T00:00:00.000Z } %s`),
    },
    {
      name: 'nesting of 20,000 is cut',
      source: `export function main() { let o = {}; for (let i = 0; i < 20000; i += 1) o = [o]; console.log(o) }`,
      check: ({ logs }, { expect }) => expect(logs[0]!.message).toBe('[ [ [ [ [ [Array] ] ] ] ] ]'),
    },
  ],
};
