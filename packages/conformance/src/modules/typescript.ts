import { fails, failsWhat, gives } from '../checks.js';
import type { ConformanceGroup } from '../conformance-case.js';
import { several } from './several.js';

const ts = { language: 'ts' } as const;

export const typescript: ConformanceGroup = {
  name: 'TypeScript',
  cases: [
    {
      name: 'runs without its types',
      source: `interface Order { readonly items: { price: number }[] }
type Total = number;
declare const unused: string;
abstract class Base<T> { protected abstract get(): T; value!: T; private readonly n: number = 2; twice(): number { return this.n * 2 } }
class Own extends Base<number> implements Other { protected override get(): number { return 1 } }
interface Other {}
function sum<T extends { price: number }>(this: void, items: readonly T[]): Total { return items.reduce((all, { price }) => all + price, 0) satisfies number }
export async function main(input: Order): Promise<[Total, number]> { return [sum(input!.items as any), new Own().twice()] }`,
      options: { ...ts, input: { items: [{ price: 1 }, { price: 2 }] } },
      check: gives([3, 4]),
    },
    {
      name: 'keeps lines and columns',
      source: `type A = {\n  a: 'é';\n};\nexport const main = (a: A, b?: string): never => { const c: Map<string, A> = new Map(); throw new Error('' as string) }`,
      options: { filename: 'order.ts', ...ts },
      check: failsWhat('RUNTIME_ERROR', ({ location }, { expect }) => {
        expect(location && [location.file, location.line, location.column]).toStrictEqual([
          'order.ts',
          4,
          95,
        ]);
      }),
    },
    ...(
      [
        ['an enum', 'enum', '  enum A { b }', 3],
        ['a parameter property', 'parameter property', 'class A { constructor(private x: number) {} }', 31],
        ['a namespace with values', 'namespace', 'namespace N { export const a = 1 }', 1],
        ['import =', 'import equals', 'import a = require("a")', 1],
        ['a decorator', '@', '@a class A {}', 1],
        ['broken syntax', 'Unexpected token', 'let a: = 1', 8],
      ] as const
    ).map(([name, words, line, column]) => ({
      name: `refuses ${name}`,
      source: `export const main = (): number => 1;\n${line}`,
      options: ts,
      check: failsWhat('SYNTAX_ERROR', ({ message, location }, { expect }) => {
        expect(message).toMatch(words);
        expect(location && [location.line, location.column]).toStrictEqual([2, column]);
      }),
    })),
    {
      name: 'is nothing that JavaScript is mistaken for',
      source: `export const main = (): number => 1;`,
      check: fails('SYNTAX_ERROR'),
    },
    {
      name: 'nested to cost is refused, and the next one runs',
      source: `export const main = 1 as ${'['.repeat(50_000)}`,
      options: ts,
      check: async (result, tools) => {
        fails('SYNTAX_ERROR')(result, tools);
        await gives(1)(await tools.subject.run('export const main = (): 1 => 1', ts), tools);
      },
    },
    {
      ...several(
        'of several files imports types and values',
        {
          './main.ts': `import { f, type T } from './lib.mts';\nimport type { Gone } from './gone.ts';\nimport g from './plain.js';
export type { T };\nexport const main = (x: T): Gone => f(g(x as number));`,
          './lib.mts': `export type T = number;\nexport const f = <A,>(a: A): A => a;`,
          './plain.js': `export default (n) => n < 2;`,
        },
        gives(true),
        { input: 1 },
      ),
      source: './main.ts',
    },
    {
      ...several(
        'that imports a type as a value says how it is done',
        {
          './main.ts': `import { T } from './a.ts'; export const main = () => 1;`,
          './a.ts': `export type T = 1;`,
        },
        fails('SYNTAX_ERROR', {
          message: "The module './a.ts' has no export named 'T'; a type is imported with `import type`",
        }),
      ),
      source: './main.ts',
    },
  ],
};
