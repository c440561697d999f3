import { DENIED_NAMES } from '@codelets/core';
import { gives } from '../checks.js';
import type { ConformanceCase, ConformanceGroup } from '../conformance-case.js';

const clean =
  (value: unknown): ConformanceCase['check'] =>
  async (result, tools) => {
    await gives(value)(result, tools);
    tools.expect(result.violations).toBe(0);
  };

export const featureTests: ConformanceGroup = {
  name: 'feature tests find nothing and deny nothing',
  cases: [
    {
      name: 'typeof of every name of a host',
      source: `export const main = () => [${DENIED_NAMES.map((name) => `typeof ${name}`).join(', ')}].filter((type) => type !== 'undefined')`,
      check: clean([]),
    },
    {
      name: '`in` and properties of globalThis',
      source: `export const main = () => ${JSON.stringify(DENIED_NAMES)}.filter((name) => name in globalThis || globalThis[name] !== undefined)`,
      check: clean([]),
    },
    {
      name: 'optional chaining through globalThis',
      source: `export const main = () => [globalThis.process?.versions?.node, globalThis.Buffer?.from, globalThis?.['require']]`,
      check: clean([undefined, undefined, undefined]),
    },
    {
      name: 'typeof as libraries write it',
      source: `export const main = () => [
        typeof process !== 'undefined' && process.versions != null && process.versions.node,
        typeof window === 'object' ? window : typeof global === 'object' ? global : 'neither',
        typeof module === 'object' && module.exports]`,
      check: clean([false, 'neither', false]),
    },
    {
      name: "names of a host as the author's own",
      source: `const process = { env: 1 }; function require(x) { return x } class Buffer {}
        export function main({ fetch = 2, global: module } = {}, ...exports) {
          const { window } = { window: 3 }; try { throw 4 } catch (document) { return [process.env, require('a'), typeof Buffer, fetch, module, exports.length, window, document] } }`,
      check: clean([1, 'a', 'function', 2, undefined, 1, 3, 4]),
    },
    {
      name: 'names of a host as keys and members',
      source: `export const main = () => { const o = { process: 1, require() { return 2 }, module: { exports: 3 } }; process: for (;;) break process;
        return [o.process, o.require(), o.module.exports, { global: 4 }.global] }`,
      check: clean([1, 2, 3, 4]),
    },
    {
      name: 'names of a host in strings, comments, patterns and templates',
      source:
        'export const main = () => { /* process.exit() */ return ["require(x)", `process ${"fetch"}`, /eval/.source] }',
      check: clean(['require(x)', 'process fetch', 'eval']),
    },
    {
      name: 'instanceof Function still works',
      source:
        'export const main = () => [(() => {}) instanceof Function, main instanceof Object, typeof Function, Function.prototype === Object.getPrototypeOf(main)]',
      check: clean([true, true, 'function', true]),
    },
  ],
};
