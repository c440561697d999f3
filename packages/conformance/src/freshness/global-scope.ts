import { LANGUAGE_GLOBALS, PRELUDE_GLOBALS } from '@codelets/guest';
import { gives, givesWhat } from '../checks.js';
import type { ConformanceGroup } from '../conformance-case.js';

/** What an engine may lack of the list; anything else that is missing or added is a failure. */
const OPTIONAL: readonly string[] = ['Proxy', 'Intl'];
const ALL = [...LANGUAGE_GLOBALS, ...PRELUDE_GLOBALS];

const SCOPE = `
  const names = Reflect.ownKeys(globalThis);
  const attempt = (f) => { try { f(); return 'no' } catch (e) { return e.name } };`;

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
    {
      name: 'no binding can be assigned',
      source: `${SCOPE} export const main = () => names.filter((name) => attempt(() => { globalThis[name] = 1 }) === 'no').map(String)`,
      check: gives([]),
    },
    {
      name: 'no binding can be deleted',
      source: `${SCOPE} export const main = () => names.filter((name) => attempt(() => { delete globalThis[name] }) === 'no').map(String)`,
      check: gives([]),
    },
    {
      name: 'no binding can be redefined',
      source: `${SCOPE} export const main = () => names.filter((name) =>
        attempt(() => Object.defineProperty(globalThis, name, { get: () => 1 })) === 'no').map(String)`,
      check: gives([]),
    },
    {
      name: 'every binding is a plain value, not an accessor',
      source: `${SCOPE} export const main = () => names.filter((name) =>
        !('value' in Object.getOwnPropertyDescriptor(globalThis, name))).map(String)`,
      check: gives([]),
    },
    {
      name: 'a codelet may add names of its own',
      source: 'export function main() { globalThis.mine = 1; mine += 1; return [mine, delete globalThis.mine, typeof mine] }',
      check: gives([2, true, 'undefined']),
    },
    {
      name: 'codelets are strict: an undeclared name is not made global',
      source: 'export function main() { undeclared = 1 }',
      check: ({ outcome }, { expect }) => expect(outcome).toMatchObject({ error: { code: 'RUNTIME_ERROR', name: 'ReferenceError' } }),
    },
    {
      name: 'declarations of the module are no globals',
      source: 'var a = 1; function f() {} let b; class C {} export const main = () => ["a", "f", "b", "C", "main"].filter((name) => name in globalThis)',
      check: gives([]),
    },
    {
      name: 'a codelet may declare names of its own that built-ins have',
      source: 'const console = 1, Map = 2; let JSON = 3; export const main = () => [console, Map, JSON]',
      check: gives([1, 2, 3]),
    },
    {
      name: 'shows no name of the wrapper or the prelude',
      source: `export const main = () => [typeof __codelet_define__, typeof __deny, typeof __import, typeof __exports, typeof arguments,
        typeof VM2_INTERNAL_STATE_DO_NOT_USE_OR_PROGRAM_WILL_FAIL]`,
      check: givesWhat((types: string[], { expect }) => {
        expect(types.slice(0, 5)).toStrictEqual(Array.from({ length: 5 }, () => 'undefined'));
      }),
    },
  ],
};
