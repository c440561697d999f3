import { LANGUAGE_GLOBALS, PRELUDE_GLOBALS } from '@codelets/guest';
import { gives, givesWhat } from '../checks.js';
import type { ConformanceGroup } from '../conformance-case.js';

/** What an engine may lack of the list; anything else that is missing or added is a failure. */
const OPTIONAL: readonly string[] = ['Proxy', 'Intl'];
const ALL = [...LANGUAGE_GLOBALS, ...PRELUDE_GLOBALS];

const CHANGES: readonly (readonly [name: string, change: string])[] = [
  ['no binding changes when it is assigned', 'globalThis[name] = 1'],
  ['no binding can be deleted', 'delete globalThis[name]'],
  ['no binding can be redefined', 'Object.defineProperty(globalThis, name, { get: () => 1 })'],
  ['no binding can be given another value', 'Object.defineProperty(globalThis, name, { value: 1 })'],
  [
    'no binding changes by way of the prototype',
    'Reflect.set(Object.create(globalThis), name, 1, globalThis)',
  ],
];

export const globalScope: ConformanceGroup = {
  name: 'the global scope',
  cases: [
    {
      name: 'has exactly the names that are promised, hidden ones and symbols included',
      source: 'export const main = () => Reflect.ownKeys(globalThis).map(String)',
      check: givesWhat((names: string[], { expect }) => {
        const expected = ALL.filter((name) => !OPTIONAL.includes(name) || names.includes(name));
        expect([...names].sort()).toStrictEqual([...expected].sort());
      }),
    },
    {
      name: 'has no further names in its prototype chain than objects have',
      source: `export function main() {
        const found = []; let o = Object.getPrototypeOf(globalThis);
        for (let steps = 0; o && o !== Object.prototype && steps < 10; steps += 1, o = Object.getPrototypeOf(o)) {
          found.push(...Reflect.ownKeys(o).map(String).filter((key) => key !== 'constructor'));
        }
        return found }`,
      check: gives([]),
    },
    ...CHANGES.map(([name, change]) => ({
      name,
      source: `const names = Reflect.ownKeys(globalThis); const before = names.map((name) => globalThis[name]); const { is } = Object;
        export const main = () => names.filter((name, index) => {
          // Some engines refuse with an error, some in silence; what counts is that the binding stays.
          try { ${change} } catch {}
          return !(name in globalThis) || !is(globalThis[name], before[index]);
        }).map(String)`,
      check: gives([]),
    })),
    {
      name: 'an assignment to a binding is an error',
      source: `export const main = () => [() => { Array = 1 }, () => { JSON = 1 }, () => { console = 1 },
        () => { undefined = 1 }].map((f) => { try { f(); return 'silent' } catch (e) { return e.name } })`,
      check: gives(['TypeError', 'TypeError', 'TypeError', 'TypeError']),
    },
    {
      // Contexts of Node 20 and 24 say false where strict code expects an error; the binding stays either way.
      name: 'a binding that is deleted is still there',
      source: `export const main = () => ['Map', 'console', 'URL'].map((name) => {
        try { delete globalThis[name] } catch {}
        return typeof globalThis[name];
      })`,
      check: gives(['function', 'object', 'function']),
    },
    {
      name: 'no accessor among the bindings shows what it is made of',
      source: `export function main() {
        const texts = [];
        for (const name of Reflect.ownKeys(globalThis)) {
          const { get, set } = Object.getOwnPropertyDescriptor(globalThis, name);
          for (const f of [get, set]) if (f) texts.push(Function.prototype.toString.call(f));
        }
        return texts.filter((text) => !text.includes('[native code]')) }`,
      check: gives([]),
    },
    {
      name: 'a codelet may add names of its own',
      source:
        'export function main() { globalThis.mine = 1; mine += 1; return [mine, delete globalThis.mine, typeof mine] }',
      check: gives([2, true, 'undefined']),
    },
    {
      name: 'codelets are strict: an undeclared name is not made global',
      source: 'export function main() { undeclared = 1 }',
      check: ({ outcome }, { expect }) =>
        expect(outcome).toMatchObject({ error: { code: 'RUNTIME_ERROR', name: 'ReferenceError' } }),
    },
    {
      name: 'declarations of the module are no globals',
      source:
        'var a = 1; function f() {} let b; class C {} export const main = () => ["a", "f", "b", "C", "main"].filter((name) => name in globalThis)',
      check: gives([]),
    },
    {
      name: 'a codelet may declare names of its own that built-ins have',
      source: 'const console = 1, Map = 2; let JSON = 3; export const main = () => [console, Map, JSON]',
      check: gives([1, 2, 3]),
    },
    {
      name: 'shows no name of the wrapper or the prelude',
      source: `export const main = () => [typeof __codelet_define__, typeof __deny, typeof __import, typeof __exports, typeof arguments]`,
      check: gives(['undefined', 'undefined', 'undefined', 'undefined', 'undefined']),
    },
  ],
};
