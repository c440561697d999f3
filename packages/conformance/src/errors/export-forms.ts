import { fails, failsWhat, gives } from '../checks.js';
import type { ConformanceGroup } from '../conformance-case.js';

const FORMS: readonly (readonly [name: string, source: string, export_name?: string])[] = [
  ['a function', 'export function main(n) { return n + 1 }'],
  ['an async function', 'export async function main(n) { return n + 1 }'],
  ['a const arrow', 'export const main = (n) => n + 1'],
  ['a const async arrow', 'export const main = async (n) => n + 1'],
  ['a let that is set later', 'export let main; main = (n) => n + 1'],
  ['a var', 'export var main = function (n) { return n + 1 }'],
  ['a default function', 'export default function (n) { return n + 1 }'],
  ['a default named function', 'export default function anything(n) { return n + 1 }'],
  ['a default async arrow', 'export default async (n) => n + 1'],
  ['a default expression', 'const f = (n) => n + 1; export default (f)'],
  ['a renamed export', 'function f(n) { return n + 1 } export { f as main }'],
  ['a default by rename', 'const f = (n) => n + 1; export { f as default }'],
  ['an export by a string name', 'const f = (n) => n + 1; export { f as "main" }'],
  ['a destructured export', 'export const { main } = { main: (n) => n + 1 }'],
  ['a list of exports before the declaration', 'export { main }; function main(n) { return n + 1 }'],
  ['another export', 'export const main = () => 0; export const other = (n) => n + 1', 'other'],
  ['an odd string name', 'const f = (n) => n + 1; export { f as "odd name!" }', 'odd name!'],
  ['the name __proto__', 'export const __proto__ = (n) => n + 1', '__proto__'],
  ['the name constructor', 'export const constructor = (n) => n + 1; export const main = 1', 'constructor'],
  ['the default by its name', 'export const main = () => 0; export default (n) => n + 1', 'default'],
  ['main before a default', 'export default () => 0; export const main = (n) => n + 1'],
  ['a name in Unicode', 'export const größe = (n) => n + 1', 'größe'],
  ['a name that is escaped in the source', 'export const m\\u0061in = (n) => n + 1'],
  ['a bound function', 'export const main = ((a, n) => a + n).bind(null, 1)'],
];

export const exportForms: ConformanceGroup = {
  name: 'exports',
  cases: [
    ...FORMS.map(([name, source, export_name]) => ({
      name,
      source,
      options: { input: 41, ...(export_name === undefined ? {} : { export_name }) },
      check: gives(42),
    })),
    {
      name: 'a missing export names what there is',
      source: 'export const handler = () => 1; export const other = 2',
      check: failsWhat('SYNTAX_ERROR', ({ message }, { expect }) => {
        expect(message).toContain('"main"');
        expect(message).toContain('"handler"');
      }),
    },
    { name: 'no export at all', source: 'function main() {}', check: fails('SYNTAX_ERROR') },
    {
      name: 'inherited names are no exports',
      source: 'export const main = () => 1',
      options: { export_name: 'toString' },
      check: fails('SYNTAX_ERROR'),
    },
    { name: 'an export that is a number', source: 'export const main = 5', check: fails('SYNTAX_ERROR') },
    {
      name: 'an export that turns out to be no function',
      source: 'export const main = [() => 1].at(1)',
      check: fails('SYNTAX_ERROR', { details: { export_name: 'main' } }),
    },
    {
      name: 'an export that is an object',
      source: 'const a = {}; export { a as main }',
      check: fails('SYNTAX_ERROR'),
    },
    {
      name: 'a class is no function to call',
      source: 'export class main {}',
      check: fails(['RUNTIME_ERROR', 'SYNTAX_ERROR']),
    },
    {
      name: 'CommonJS is told what to write',
      source: 'module.exports = { main() {} }',
      check: failsWhat('SYNTAX_ERROR', ({ message }, { expect }) =>
        expect(message).toContain('export function main'),
      ),
    },
    {
      name: 'an export in a comment or a string is none',
      source:
        '// export function main() {}\nconst s = "export function main() {}"; const t = `\nexport const main = 1`;',
      check: fails('SYNTAX_ERROR'),
    },
    {
      name: '`this` is undefined in the module and in main',
      source: 'const top = this; export function main() { return [top, this] }',
      check: gives([undefined, undefined]),
    },
    {
      name: 'the second argument has what every codelet is given, and nothing is told by its length',
      source:
        'export function main(input, helpers) { return [arguments.length, Object.keys(helpers), Object.isFrozen(helpers)] }',
      check: gives([2, ['logger', 'env', 'random', 'now'], true]),
    },
    {
      name: 'helpers do not lead to more',
      source: `export const main = (input, helpers) => Reflect.ownKeys(helpers).map(String)`,
      check: gives(['logger', 'env', 'random', 'now']),
    },
  ],
};
