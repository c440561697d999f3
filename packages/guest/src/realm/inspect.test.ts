import { describe, expect, it } from 'vitest';
import { ENGINES, runBody } from '../testing/realm.js';

async function logged(expression: string, engine: (typeof ENGINES)[number] = 'node:vm'): Promise<string> {
  const realm = await runBody(`function main() { console.log(${expression}) }`, { engine });
  if (realm.final.t !== 'done') throw new Error(JSON.stringify(realm.final));
  return realm.logs[0]!;
}

describe.each(ENGINES)('a value in a line of %s', (engine) => {
  it.each([
    ['1', '1'],
    ['-0', '-0'],
    ['NaN', 'NaN'],
    ['10n', '10n'],
    ['null', 'null'],
    ['undefined', 'undefined'],
    ['true', 'true'],
    ['"text"', 'text'],
    ['["text"]', "[ 'text' ]"],
    [`["it's", 'a "b"', 'c\\\\d', 'line\\nbreak']`, `[ 'it\\'s', 'a "b"', 'c\\\\d', 'line\\nbreak' ]`],
    ['Symbol("x")', 'Symbol(x)'],
    ['[Symbol()]', '[ Symbol() ]'],
    ['{}', '{}'],
    ['[]', '[]'],
    ['{ a: 1, "b c": [2], 3: {} }', "{ '3': {}, a: 1, 'b c': [ 2 ] }"],
    ['[1, , 2]', '[ 1, <1 empty item>, 2 ]'],
    ['[, , ,]', '[ <3 empty items> ]'],
    ['Array(1e9)', '[ <array of length 1000000000> ]'],
    ['() => 1', '[Function: (anonymous)]'],
    ['function named() {}', '[Function: named]'],
    ['async () => 1', '[Function: (anonymous)]'],
    ['class Point {}', '[class Point]'],
    ['new (class Point { x = 1 })', 'Point { x: 1 }'],
    ['Object.create(null)', '[Object: null prototype] {}'],
    ['new Date(0)', '1970-01-01T00:00:00.000Z'],
    ['new Date(NaN)', 'Invalid Date'],
    ['/a\\/b/gi', '/a\\/b/gi'],
    ['Object(1)', '[Number: 1]'],
    ['Object("x")', "[String: 'x']"],
    ['Object(true)', '[Boolean: true]'],
    ['Object(1n)', '[BigInt: 1n]'],
    ['new Map([[1, { a: 1 }], ["k", new Map()]])', "Map(2) { 1 => { a: 1 }, 'k' => Map(0) {} }"],
    ['new Set([1, "a"])', "Set(2) { 1, 'a' }"],
    ['new ArrayBuffer(4)', 'ArrayBuffer { byteLength: 4 }'],
    ['new DataView(new ArrayBuffer(4))', 'DataView { byteLength: 4 }'],
    ['new Uint8Array([1, 2])', 'Uint8Array(2) [ 1, 2 ]'],
    ['new WeakMap()', 'WeakMap {}'],
    ['Promise.resolve(1)', 'Promise {}'],
    [
      '{ get a() { throw 1 }, set b(v) {}, get c() { return 1 }, set c(v) {} }',
      '{ a: [Getter], b: [Setter], c: [Getter/Setter] }',
    ],
    ['(() => { const a = {}; a.self = a; return a })()', '{ self: [Circular] }'],
    ['(() => { const a = {}; return [a, a] })()', '[ {}, {} ]'],
    ['{ a: { b: { c: { d: { e: { f: 1 } } } } } }', '{ a: { b: { c: { d: { e: [Object] } } } } }'],
    ['[[[[[[1]]]]]]', '[ [ [ [ [ [Array] ] ] ] ] ]'],
    [
      'Array.from({ length: 103 }, (_, i) => i)',
      `[ ${Array.from({ length: 100 }, (_, i) => i).join(', ')}, ... 3 more items ]`,
    ],
    [
      'new Set(Array.from({ length: 101 }, (_, i) => i))',
      `Set(101) { ${Array.from({ length: 100 }, (_, i) => i).join(', ')}, ... 1 more }`,
    ],
  ])('%s is %s', async (expression, shown) => {
    expect(await logged(expression, engine)).toBe(shown);
  });

  it.each([
    ['new TypeError("broken")', /^TypeError: broken\n {4}at main \(codelet\.js:2:\d+\)$/],
    ['[new RangeError("x")]', /^\[ RangeError: x\n/],
    ['Object.assign(new Error("x"), { code: "E" })', /^Error: x\n[^{]*\{ code: 'E' \}$/],
    ['new Error("x", { cause: new Error("y") })', /^Error: x\n[^{]*\{ \[cause\]: Error: y\n/],
    ['Object.assign(new Error("x"), { stack: undefined })', /^(\[?Error: x\]?)$/],
  ])('%s is shown with its stack', async (expression, shown) => {
    expect(await logged(expression, engine)).toMatch(shown);
  });

  it.each([
    'new (class { get [Symbol.toStringTag]() { throw new Error("tag") } })()',
    'Object.create({ get constructor() { throw 1 } })',
    'Object.assign(() => {}, { toString() { throw 1 } })',
    'Object.defineProperty(new Error("x"), "stack", { get() { throw 1 } })',
    'Object.defineProperty(function () {}, "name", { get() { throw 1 } })',
    '{ toString() { throw 1 }, valueOf() { throw 2 }, [Symbol.toPrimitive]() { throw 3 }, toJSON() { throw 4 } }',
  ])('that throws when it is looked at throws nothing into the codelet: %s', async (expression) => {
    expect(await logged(expression, engine)).not.toBe('');
  });
});

describe('a proxy in a line', () => {
  const handler = `new Proxy({}, { get() { throw 1 } })`;

  it.each([
    `new Proxy({ a: 1 }, ${handler})`,
    `new Proxy([1], ${handler})`,
    `new Proxy(() => 1, ${handler})`,
    `(() => { const { proxy, revoke } = Proxy.revocable({}, {}); revoke(); return proxy })()`,
    `[(() => { const { proxy, revoke } = Proxy.revocable([], {}); revoke(); return proxy })()]`,
    `Object.create(new Proxy({}, ${handler}))`,
  ])('throws nothing into the codelet: %s', async (expression) => {
    expect(await logged(expression)).not.toBe('');
  });
});

describe('the format of a line', () => {
  it.each([
    [`'%s is %d', 'a', 42`, 'a is 42'],
    [`'%d %d %d', '42', '4.5', 'x'`, '42 4.5 NaN'],
    [`'%i %i', '42.9', -1.5`, '42 -1'],
    [`'%f %f', '1.5x', 'x'`, '1.5 NaN'],
    [`'%d %i %f', 10n, 10n, 10n`, '10n 10n 10n'],
    [`'%d %i', {}, Symbol('x')`, 'NaN NaN'],
    [`'%j', { a: [1] }`, '{"a":[1]}'],
    [`'%j', (() => { const a = {}; a.a = a; return a })()`, '[unserialisable]'],
    [`'%j', undefined`, 'undefined'],
    [`'%o %O', [1], { a: 1 }`, '[ 1 ] { a: 1 }'],
    [`'%cstyled', 'color: red'`, 'styled'],
    [`'%s', { a: 1 }`, '{ a: 1 }'],
    [`'100%', 'done'`, '100% done'],
    [`'%%s', 'x'`, '%s x'],
    [`'%% %x %s', 'x'`, '% %x x'],
    [`'%s'`, '%s'],
    [`'%s %s', 'one'`, 'one %s'],
    [`'%s', 'one', 'two', { a: 1 }`, 'one two { a: 1 }'],
    [`'%s', '%s', 'x'`, '%s x'],
    [`1, '%s', 'x'`, '1 %s x'],
    [`'%', 1`, '% 1'],
    [`'a\\nb', ['c\\nd']`, "a\nb [ 'c\\nd' ]"],
  ])('%s is %s', async (values, line) => {
    expect(await logged(values)).toBe(line);
  });
});
