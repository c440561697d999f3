import { runInNewContext } from 'node:vm';
import { DENIED_NAMES } from '@codelets/core';
import { describe, expect, it } from 'vitest';
import { compiled, evaluate } from './testing/run-compiled.js';

/** The expression's body of main: what was denied, and how it ended. */
async function attempt(body: string, granted: readonly string[] = [], globals: Record<string, unknown> = {}) {
  const run = await evaluate(`export async function main() { ${body} }`, { granted, globals });
  try {
    return { value: await run.called(), denied: run.denied };
  } catch (error) {
    return { error: String(error), denied: run.denied };
  }
}

describe('names of a host', () => {
  it.each(DENIED_NAMES.map((name) => [name]))('denies %s', async (name) => {
    expect(await attempt(`return ${name}`)).toEqual({ error: `Error: denied: ${name}`, denied: [name] });
    // A bare realm of V8 still has some of them.
    const type = runInNewContext(`typeof ${name}`) as string;
    expect(await attempt(`return typeof ${name}`)).toEqual({ value: type, denied: [] });
  });

  it.each([
    ["return require('fs')", 'require'],
    ['return process.env.HOME', 'process'],
    ['return process?.env', 'process'],
    ['return (process)', 'process'],
    ['return pro\\u0063ess.env', 'process'],
    ['return { process }', 'process'],
    ['return { pro\\u0063ess }', 'process'],
    ['return { a: process, [process]: 1 }', 'process'],
    ['return [...process]', 'process'],
    ['new Worker("x")', 'Worker'],
    ['new Worker', 'Worker'],
    ['new process.X.Y(1)', 'process'],
    ['new process["X"]()', 'process'],
    ['new (process.get()).X()', 'process'],
    ['new (class extends Worker {})()', 'Worker'],
    ['new process`x`()', 'process'],
    ['process`x`', 'process'],
    ['return `${process}`', 'process'],
    ['return !process', 'process'],
    ['return typeof process.env', 'process'],
    ['return void process', 'process'],
    ['delete process.env', 'process'],
    ['process.x = 1', 'process'],
    ['process.x++', 'process'],
    ['[process.x] = [1]', 'process'],
    ['for (process.x of [1]);', 'process'],
    ['for (const x of process);', 'process'],
    ['let x; ({ x = process } = {})', 'process'],
    ['let { x = process } = {}', 'process'],
    ['let { [process]: x } = {}', 'process'],
    ['((x = process) => x)()', 'process'],
    ['((x = process) => { var process; })()', 'process'],
    ['switch (process) { case 1: let process; }', 'process'],
    ['{ let process = 1; } return process', 'process'],
    ['{ function process() {} } return process', 'process'],
    ['try { throw 1 } catch (process) {} return process', 'process'],
    ['for (let process of []); return process', 'process'],
    ['(function process() {}); return process', 'process'],
    ['(class process {}); return process', 'process'],
    ['class A { static { var process = 1; } } return process', 'process'],
    ['class A { static x = process }', 'process'],
    ['class A { [process]() {} }', 'process'],
    ['process: for (;;) { process; break process; }', 'process'],
    ['return import.meta', 'import.meta'],
    ['return import.meta.url', 'import.meta'],
    ['return import /* a */ . /* b */ meta . url', 'import.meta'],
    ['return import\n.\nmeta.url', 'import.meta'],
    ['new import.meta.X()', 'import.meta'],
    ['return typeof import.meta', 'import.meta'],
    ["return import('fs')", 'import fs'],
    ["return import /* ( */ ('fs', { with: { type: 'json' } })", 'import fs'],
    ["return import(import('fs').catch(() => 'x') && 'fs')", 'import fs'],
    ['return import("x", process)', 'process'],
  ])('%s', async (body, name) => {
    const { denied, error } = await attempt(body);
    expect(denied).toContain(name);
    expect(error).toBe(`Error: denied: ${name}`);
  });

  it.each([
    ['const process = 1; return process', 1],
    ['return process; var process', undefined],
    ['return f(2); function f(process) { return process }', 2],
    ['return ((process) => process)(3)', 3],
    ['return ((...process) => process[0])(4)', 4],
    ['return (({ a: [process] }) => process)({ a: [5] })', 5],
    ['try { throw 6 } catch ({ process = 6 }) { return process }', 6],
    ['return new (class process { x() { return process.name } })().x()', 'process'],
    ['return (function require(n) { return n ? require(0) : 7 })(1)', 7],
    ['if (1) { { var fetch = 8 } } return fetch', 8],
    ['for (let self = 9; ;) return self', 9],
    ['for (const self of [10]) return self', 10],
    ['switch (1) { case 1: let self = 11; default: return self }', 11],
    ['const o = { process: 12, self() { return this.process } }; return o.self()', 12],
    ['const o = { process: 13 }; const { process: x } = o; return x', 13],
    ['const { process } = { process: 14 }; return { process }.process', 14],
    ['process: for (;;) { break process } return 15', 15],
    [
      'class A { process = 16; static self = 1; #fetch = 2; get() { return this.process + this.#fetch } } return new A().get()',
      18,
    ],
    ['return "process" + `require` + /fetch/.source /* process */', 'processrequirefetch'],
    ['return ((a = () => process, process = 17) => a())()', 17],
    ['class A { static { var process = 18; A.x = process } } return A.x', 18],
    ['return typeof process + typeof (require)', 'undefinedundefined'],
    ['let o = {}; ({ process: o.x } = { process: 19 }); return o.x', 19],
  ])('%s', async (body, value) => {
    expect(await attempt(body)).toEqual({ value, denied: [] });
  });

  it.each([
    'process = 1',
    'process += 1',
    'process++',
    '--process',
    '[process] = [1]',
    '({ process } = {})',
    'for (process of [1]);',
    'for (process in { a: 1 });',
  ])('leaves the target in %s to strict mode', async (body) => {
    const { error, denied } = await attempt(body);
    expect(error).toContain('process is not defined');
    expect(denied).toEqual([]);
  });

  it('does not rewrite what was granted', async () => {
    expect(await attempt('return process.x', ['process'], { process: { x: 1 } })).toEqual({
      value: 1,
      denied: [],
    });
  });

  it('keeps statements apart where a name starts a line', async () => {
    expect(await attempt('let a = 1\nprocess\n[a]')).toMatchObject({ denied: ['process'] });
  });
});

describe('what the wrapper holds', () => {
  it('cannot be named', async () => {
    const source =
      'export const main = () => [typeof __deny, typeof __\\u0064eny_1, typeof __import, typeof __exports, typeof __default, typeof __arguments, typeof process.x]; let __default_1 = __default_2 => 1';
    const {
      called,
      denied,
      compiled: { script },
    } = await evaluate(source);
    expect(() => called()).toThrow('denied: process');
    expect(denied).toEqual(['process']);
    expect(
      script.startsWith(
        '__codelet_define__(async function (__deny_2, __import_1, __exports_1) {"use strict";__exports_1({',
      ),
    ).toBe(true);
  });

  it('has no arguments, this or new.target to show', async () => {
    const source =
      'let kinds = [typeof this, typeof arguments, (() => typeof arguments)()]; let error; try { arguments } catch (e) { error = e } let inner = (function () { return arguments.length })(1, 2)\nlet short; try { short = { arguments } } catch (e) { short = e.name }\nexport const main = () => [...kinds, String(error), inner, short, ((...x) => { try { return arguments } catch (e) { return e.name } })(1)].join()';
    expect((await evaluate(source)).called()).toBe(
      'undefined,undefined,undefined,ReferenceError: arguments is not defined,2,ReferenceError,ReferenceError',
    );
  });

  it('is gone from the global object', async () => {
    const { called } = await evaluate(
      'export const main = () => typeof globalThis.__codelet_define__ + typeof globalThis.__deny',
    );
    expect(called()).toBe('undefinedundefined');
  });

  it('has exactly the shape that the prelude expects', () => {
    expect(compiled('export function main() {}\nexport const a = 1').script).toBe(
      '__codelet_define__(async function (__deny, __import, __exports) {"use strict";__exports({__proto__:null,"main":()=>main,"a":()=>a});;      function main() {}\n;      const a = 1\n});',
    );
  });
});
