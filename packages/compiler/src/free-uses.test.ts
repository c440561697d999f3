import { analyze } from 'eslint-scope';
import type { AnyNode, Program } from 'acorn';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findDeclaredNames } from './declared-names.js';
import { findFreeUses } from './free-uses.js';
import { parseProgram } from './module-parser.js';

const WATCHED = new Set(['process', 'self', 'arguments']);

/** Offsets of free uses, by this package. */
function ours(program: Program): number[] {
  const { scopes } = findDeclaredNames(program, WATCHED);
  return findFreeUses(program, WATCHED, scopes)
    .names.map(({ node }) => node.start)
    .sort((a, b) => a - b);
}

/** The same by eslint-scope, an independent implementation. */
function theirs(program: Program): number[] {
  const manager = analyze(program as never, {
    ecmaVersion: 2022,
    sourceType: 'module',
    childVisitorKeys: { ImportExpression: ['source', 'options'] },
  });
  const offsets = manager
    .globalScope!.through.map(({ identifier }) => identifier as unknown as AnyNode & { name: string })
    .filter(({ name }) => WATCHED.has(name))
    .map(({ start }) => start);
  return [...new Set(offsets)].sort((a, b) => a - b);
}

const NAME = fc.constantFrom('process', 'self', 'a', 'b');

const { statement } = fc.letrec<{ expression: string; pattern: string; statement: string; body: string }>(
  (tie) => {
    const [e, p, s, body] = [tie('expression'), tie('pattern'), tie('statement'), tie('body')];
    const make = (parts: fc.Arbitrary<string>[], build: (...texts: string[]) => string) =>
      fc.tuple(...parts).map((texts) => build(...texts));
    return {
      expression: fc.oneof(
        { depthSize: 'small', withCrossShrink: true },
        NAME,
        fc.constant('1'),
        make([e, e], (x, y) => `(${x} + ${y})`),
        make([e, NAME], (x, n) => `(${x}).${n}`),
        make([e, e], (x, y) => `(${x})[${y}]`),
        make([NAME, e], (n, x) => `({ ${n}, ${n}: ${x}, [${x}]: 1, ${n}() { return ${n} } })`),
        make([p, e, e], (q, x, y) => `((${q}, c = ${x}) => ${y})`),
        make([NAME, p, body], (n, q, b) => `(function ${n}(${q}) { ${b} })`),
        make([p, e, body], (q, x, b) => `(async function (${q}, c = ${x}) { ${b} })`),
        make(
          [NAME, e, e, body],
          (n, x, y, b) =>
            `(class ${n} extends (${x}) { [${y}] = ${y}; m(c = ${n}) { ${b} } static { ${b} } })`,
        ),
        make([NAME], (n) => `(typeof ${n})`),
        make([e, e], (x, y) => `import(${x}, ${y})`),
        make([p, e], (q, x) => (q.startsWith('{') || q.startsWith('[') ? `(${q} = ${x})` : x)),
        make([NAME, e], (n, x) => `(${n} += ${x}, ${n}++)`),
        make([e, e], (x, y) => '`${' + x + '}`' + ` + new (${y})(${x})`),
      ),
      pattern: fc.oneof(
        { depthSize: 'small' },
        fc.constantFrom('x1', 'x2', 'process', 'self'),
        make([p, e], (q, x) => `{ k: ${q} = ${x}, [${x}]: y }`),
        make([p], (q) => `[, ${q}]`),
        make([NAME], (n) => `{ ${n} }`),
        make([NAME, e], (n, x) => `{ ${n} = ${x}, ...rest }`),
      ),
      statement: fc.oneof(
        { depthSize: 'small' },
        make([e], (x) => `void ${x};`),
        make([p, e], (q, x) => `{ let ${q} = ${x}; void ${x} }`),
        make([p, e], (q, x) => `{ var ${q} = ${x}; }`),
        make([NAME, p, body], (n, q, b) => `{ function ${n}(${q}) { ${b} } }`),
        make([NAME, body], (n, b) => `{ class ${n} { static { ${b} } } ${b} }`),
        make([p, e, s], (q, x, t) => `for (const ${q} of ${x}) ${t}`),
        make([p, e, s], (q, x, t) => `for (var ${q} in ${x}) ${t}`),
        make([NAME, e, s], (n, x, t) => `for (${n} of ${x}) { ${t} }`),
        make([p, e, s], (q, x, t) => `for (let ${q} = ${x}; ${x}; ) ${t}`),
        make([p, body, body], (q, b, c) => `try { ${b} } catch (${q}) { ${c} }`),
        make([e, NAME, s], (x, n, t) => `switch (${x}) { case ${x}: let ${n}; default: ${t} }`),
        make([NAME, s], (n, t) => `${n}: for (;;) { ${t} break ${n}; }`),
        make([e, s, s], (x, t, u) => `if (${x}) ${t} else ${u}`),
      ),
      body: fc.array(s, { maxLength: 3, size: 'small' }).map((list) => list.join('\n')),
    };
  },
);

describe('free uses', () => {
  it('are those that eslint-scope finds', () => {
    let [parsed, found] = [0, 0];
    fc.assert(
      fc.property(fc.array(statement, { maxLength: 4 }), (statements) => {
        let program: Program;
        try {
          program = parseProgram(statements.join('\n'), { ranges: true });
        } catch {
          return; // A name declared twice, say.
        }
        const offsets = ours(program);
        expect(offsets).toEqual(theirs(program));
        parsed += 1;
        found += offsets.length;
      }),
      { numRuns: 500 },
    );
    expect(parsed).toBeGreaterThan(100);
    expect(found).toBeGreaterThan(100);
  }, 30_000);

  it('have a name only in the scopes that see it', () => {
    const source =
      'function f(a = process, b = () => process) { var process; process } export { f as process }';
    expect(ours(parseProgram(source, {}))).toEqual([
      source.indexOf('process'),
      source.indexOf('process', 20),
    ]);
  });
});
