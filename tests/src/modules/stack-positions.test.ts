import { createContext, runInContext } from 'node:vm';
import { compileModules } from '@codelets/compiler';
import { mapPosition } from '@codelets/core';
import { describe, expect, it } from 'vitest';

/** A use that fails, with a caret's column below it: where the engine locates it, or the frame that leads to it. */
const FAILING: readonly (readonly [source: string, place: string])[] = [
  ['f()', 'f()'],
  ['  1 + f(1)', 'f(1)'],
  ['const value = f(1, 2), other = f();', 'f(1, 2)'],
  ['f`a`', 'f`a`'],
  ['new F()', 'new F()'],
  ['new F', 'new F'],
  ['x.y.z', 'z'],
  ['x.y()', 'y()'],
  ['({ f, g: f() })', 'f() }'],
  ['[x, x, x].map(f)', 'map(f)'],
  ['if (x) { boom() }', 'boom()'],
  ['x; x; x; boom()', 'boom()'],
  ['({ x, x2: x, y: boom() })', 'boom()'],
  ['f.call(x); ', 'call(x)'],
  ['ns.f()', 'f()'],
  ['ns.boom(x)', 'boom(x)'],
  ['`${x}${f()}`', 'f()'],
  ['const { a = f() } = {}', 'f()'],
];

describe('stacks of linked modules', () => {
  it.each(FAILING)('%s is located where the author wrote it', (statement, place) => {
    const source = `import { f, F, x, boom } from './lib.js'; import * as ns from './lib.js';\nexport function main() {\n  ${statement}\n}`;
    const outcome = compileModules(
      {
        entry: './main.js',
        modules: {
          './main.js': source,
          './lib.js': `const fail = () => { throw new Error('x') }; export { fail as f, fail as F, fail as boom }; export const x = 1;`,
        },
      },
      { export_name: 'main', granted: [] },
    );
    if (!outcome.ok) throw new Error(outcome.failure.message);
    const [main] = outcome.compiled.modules!.scripts;
    const column = positionIn(main!.script);
    const found = mapPosition(main!.map, 3, column);
    expect([found.line, found.column]).toEqual([3, source.split('\n')[2]!.indexOf(place)]);
  });

  /** Where V8 says that the script's own frame is, when everything imported fails as soon as it is used. */
  function positionIn(script: string): number {
    const context = createContext({});
    const run = `let module; function __codelet_define__(define) { module = define; }`;
    runInContext(run, context);
    runInContext(script, context, { filename: 'main.js' });
    const stack = runInContext(
      `(() => {
        const fail = () => { throw new Error('x') };
        fail.call = fail;
        const library = { f: fail, F: function () { fail() }, boom: fail, x: 1 };
        Object.defineProperty(library, 'x', { value: { get y() { return undefined }, } });
        let exported;
        const running = module(null, null, (e) => { exported = e }, null, library, library);
        running.next(); running.next();
        try { exported.main()() } catch (error) { return error.stack }
      })()`,
      context,
    ) as string;
    const [, line, column] = /main\.js:(\d+):(\d+)/.exec(stack)!;
    expect(Number(line)).toBe(3);
    return Number(column) - 1;
  }
});
