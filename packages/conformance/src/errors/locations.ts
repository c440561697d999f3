import type { ConformanceGroup } from '../conformance-case.js';
import { located } from './located.js';

export const locations: ConformanceGroup = {
  name: 'where an error arose',
  cases: [
    located({
      name: 'on the first line',
      marked: `export function main() { throw @new Error('here') }`,
      message: 'here',
    }),
    located({
      name: 'on a line of its own',
      marked: `export function main() {\n  const a = 1;\n  throw @new Error('here');\n}\n`,
    }),
    located({
      name: 'in an async function before any await',
      marked: `export async function main() {\n  throw @new Error('here');\n}`,
    }),
    located({
      name: 'below an await on the same line',
      marked: `export async function main() {\n  await null; await null; throw @new Error('here');\n}`,
    }),
    located({
      name: 'after an await, on another line',
      marked: `export async function main() {\n  await Promise.resolve(1);\n\n  throw @new Error('here');\n}`,
    }),
    located({
      name: 'in a catch block',
      marked: `export function main() {\n  try { throw new Error('a') } catch (e) { throw @new Error('b', { cause: e }) }\n}`,
    }),
    located({
      name: 'below a catch on the same line',
      marked: `export function main() {\n  try { null.x } catch (e) {} finally {} throw @new Error('here');\n}`,
    }),
    located({
      name: "below several catches, awaits and withs of names like vm2's",
      marked: `export async function main() {
  try { await Promise.reject(1) } catch { /* handleException( */ } try { null.x } catch ({ message }) { await message } throw @new Error('here');
}`,
    }),
    located({
      name: 'in a catch of a destructured error',
      marked: `export async function main() {\n  try { null.x } catch ({ message, name: [first] }) { await 0; throw @new Error(first) }\n}`,
    }),
    located({
      name: "in a promise's catch callback",
      marked: `export const main = () => Promise.reject(new Error('a')).catch((e) => { throw @new Error('b') });`,
    }),
    located({
      name: 'in a nested function',
      marked: `function outer() {\n  const inner = () => {\n    throw @new Error('here');\n  };\n  inner();\n}\nexport const main = () => outer();`,
    }),
    located({
      name: 'in a function before the export',
      marked: `const fail = () => { throw @new Error('here') }; export { fail as main };`,
    }),
    located({
      name: 'in an arrow of a default export',
      marked: `export default async (input) => { await input; throw @new Error('here') }`,
    }),
    located({
      name: 'in a template literal',
      marked: 'export const main = () => `a\n${1} ${(() => { throw @new Error("here") })()}\nb`',
    }),
    located({
      name: "in the module's own code",
      marked: `const a = 1;\nif (a) throw @new Error('here');\nexport const main = () => a;`,
    }),
    located({
      name: 'below a top-level await',
      marked: `const a = await Promise.resolve(1);\nif (a) throw @new Error('here');\nexport const main = () => a;`,
    }),
    located({
      name: 'in a class: field, constructor and method',
      marked: `class A { #x = 1; constructor() { this.y = this.#z() } #z() { throw @new Error('here') } }\nexport const main = () => new A();`,
    }),
    located({
      name: 'in a getter of the result',
      marked: `export const main = () => ({ get a() { throw @new Error('here') } });`,
    }),
    located({
      name: 'in a generator',
      marked: `function* g() { yield 1; throw @new Error('here') }\nexport const main = () => [...g()];`,
    }),
    located({
      name: 'in an async generator',
      marked: `async function* g() {\n  yield 1; await 0; throw @new Error('here') }\nexport async function main() { for await (const x of g()); }`,
    }),
  ],
};
