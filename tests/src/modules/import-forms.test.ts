import { afterAll, describe, expect, it } from 'vitest';
import { observeLinked } from './linked.js';
import type { Graph } from './observed.js';
import { Oracle } from './oracle.js';

const LIBRARY = `export let x = 1; export function f(...args) { return [this === undefined, new.target !== undefined, args.length]; }
export class C { constructor(n = 0) { this.n = n; } static make() { return 'made'; } }
export const o = { a: { b() { return this === o.a; } }, list: [1, 2], get: () => f };
export default function named() { return 'named'; }
export const tag = (parts, ...values) => parts.raw.join('|') + values;
export { x as 'a string', x as $dollar, x as await_ };
export function set(value) { x = value; }`;

/** Uses of imported names in every place that an expression may stand in; each is noted by its value. */
const EXPRESSIONS = [
  'x', '(x)', '[x, ...o.list, x]', '{x}', '({ x, y: x, [x]: x })', 'f()', '(f)()', '((f))(1)', 'f?.()', 'f?.call(null)', 'f\n(1)',
  'f/* a */(1)', 'f(f(), f)', 'new f', 'new f()', 'new f(x)', 'new C(x).n', 'new C', 'new (C)(2)', 'new o.get', 'C.make()', 'C?.make()',
  'new (f.bind(null))(1)', 'o.a.b()', 'o["a"].b()', 'o?.a?.b?.()', '(0, o.a.b)()', 'tag`a${x}b`', 'tag`a`', '(tag)`a`', 'typeof x', 'typeof f',
  'typeof typeof f()', '-x', '!x', 'x ? f() : x', '!x ? x : f()', 'x?.5:0', 'x + x * x', 'x in o', 'C instanceof f', 'void x', 'x, f()', '(x, f)()',
  '`${x}${f()}`', '(() => x)()', '(() => f())()', '(() => ({ x }))()', '((a = x, { b = f() } = {}) => [a, b])()', '(function () { return f() })()',
  '(class extends C {}).make()', 'new (class extends C { y = f(); static z = x; [x]() { return x } })()[1]()', '(class { static { note(String(f())) } }).name',
  'd()', 'new d', 'ns.f()', 'ns.x', 'new ns.C(3).n', 'ns.tag`q`', 'ns["f"]()', 'ns', 'ns.default()', '{ const { x, f: g } = ns; [x, g()] }',
  '[...(function* () { yield f(); yield x; yield* o.list })()]', '(() => { for (const i of o.list) return f(i) })()', '(() => { let x = 5; return x })()',
  '(() => { { function f() { return "inner" } return f() } })()', '((f) => f)(7)', '(() => { try { throw f } catch (f) { return f() } })()',
  '(() => { switch (x) { case 1:\nf()\nreturn x } })()', '(() => { if (x) f(); else f(); do f(); while (!x); for (;x;) { f(); break } return x })()',
  '(() => { a: f(); b: { break b } return x })()', '(() => { let a = x\nf()\nreturn a })()', '(() => { let a = x\ntag`q`\nreturn a })()',
  '(() => { let a = o\n;[x].length\nreturn a === o })()', '(() => { let a = 1, b = 2; [a, b] = [b, x]; ({ a, b = f() } = { a: x }); return [a, b] })()',
  '(() => { var { x: y = f } = {}; return y() })()', 'await_ + $dollar', 'str', '(async () => f())() instanceof Promise', 'x\n++x', 'arguments_',
  '{ get x() { return f() }, f() { return x } }.f()', '({ f() { return f() } }).f()', '({ async *f() { yield* f } }).f.name', 'x ?? f()', 'x || f()', 'x && f()',
]; // prettier-ignore

const HEAD = `import d, { x, f, C, o, tag, set, $dollar, await_, 'a string' as str } from './lib.js'; import * as ns from './lib.js';`;

/** Statements for module level: nothing may be joined with what stands before it. */
const STATEMENTS = [
  'var a1 = x\nf()\nnote(String(a1))',
  'var a2 = f\ntag`a`\nnote(typeof a2)',
  'f()\nf()\ntag`x`\nf()',
  'if (x)\nf()\nelse\nf()\nnote("if")',
  'for (const i of o.list)\nf(i)\nnote("for")',
  '{ f() }\nf()',
  'set(5); note(String(x)); set(1)',
  'label:\nf()\nnote("label")',
  'class K extends C {}\nf()\nnote(K.make())',
  'switch (x) { case 1:\nf()\ndefault:\nf() }',
  'function g() {\n"use strict"\nf()\nreturn f }\nnote(String(g()()))',
  'x\nf()\n;[f][0]()',
  'do\nf()\nwhile (!x)\nnote("do")',
  'await f()\nf()',
  'export const made = f()\nf()',
  'export default f()\nf()',
];

function parses(text: string): boolean {
  try {
    // oxlint-disable-next-line no-new-func -- asks for syntax only
    return Boolean(new Function(`return async () => { ${text}\n}`));
  } catch {
    return false;
  }
}

describe('uses of imported names', () => {
  const oracle = new Oracle();
  afterAll(() => oracle.close());

  async function same(statement: string): Promise<readonly string[]> {
    const graph: Graph = {
      './entry.js': `${HEAD}\nvar arguments_ = 1;\n${statement}\n;export const main = () => {};`,
      './lib.js': LIBRARY,
    };
    const expected = await oracle.observe(graph);
    expect(expected.end).toBe('ok');
    expect(await observeLinked(graph)).toEqual(expected);
    return expected.events;
  }

  it.each(EXPRESSIONS.filter((text) => parses(`(${text})`)))('%s', async (expression) => {
    const events = await same(
      `probe('value', () => JSON.stringify((${expression})) + typeof (${expression}));`,
    );
    expect(events.length).toBeGreaterThan(0);
  });

  it('are nearly all of them expressions', () => {
    expect(EXPRESSIONS.filter((text) => !parses(`(${text})`))).toEqual([
      '{ const { x, f: g } = ns; [x, g()] }',
      'x\n++x',
    ]);
  });

  it.each(STATEMENTS)('%j', async (statement) => {
    await same(statement);
  });
});
