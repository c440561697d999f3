import { fails, failsWhat, gives } from '../checks.js';
import type { ConformanceGroup } from '../conformance-case.js';

const granted = {
  esm: `export let calls = 0; export function add(a, b) { calls += 1; return a + b; }
export default class Box { constructor(value) { this.value = value } }
export const fail = () => { throw new Error('in the package') };`,
  cjs: `module.exports = function twice(n) { return 2 * n }; module.exports.half = (n) => n / 2; module.exports.half.of = 2;`,
  '@scope/pkg/sub': `export const where = 'sub'; export const has = typeof process; export const use = () => process.env;`,
};

export const grantedModules: ConformanceGroup = {
  name: 'granted modules',
  cases: [
    {
      name: 'are imported: names, default, namespace',
      source: `import Box, { add, calls } from 'esm'; import * as all from 'esm'; import { where } from '@scope/pkg/sub';
export const main = () => [add(1, 2), calls, new Box(3).value, Object.keys(all), where];`,
      options: { granted },
      check: gives([3, 1, 3, ['add', 'calls', 'default', 'fail'], 'sub']),
    },
    {
      name: 'are imported from CommonJS: default and its properties',
      source: `import twice, { half } from 'cjs'; import * as all from 'cjs';
export const main = () => [twice(2), half(4), all.default === twice, Object.keys(all)];`,
      options: { granted },
      check: gives([4, 2, true, ['default', 'half']]),
    },
    {
      name: 'are loaded by import() and by require',
      source: `export const main = async (name) => {
  const [esm, cjs] = [await import(name), await import('cjs')];
  return [esm.add(1, 1), cjs.default === require('cjs'), require('esm') === esm, require('cjs').half.of];
};`,
      options: { granted, input: 'esm' },
      check: gives([2, true, true, 2]),
    },
    {
      name: 'have no name that they do not export',
      source: `import { nope } from 'esm'; export const main = () => nope;`,
      options: { granted },
      check: fails('SYNTAX_ERROR', { message: "The module 'esm' has no export named 'nope'" }),
    },
    {
      name: 'of CommonJS have no name that their exports lack',
      source: `import { nope } from 'cjs'; export const main = () => nope;`,
      options: { granted },
      check: fails('RUNTIME_ERROR', {
        name: 'SyntaxError',
        message: "The module 'cjs' has no export named 'nope'",
      }),
    },
    {
      name: 'are the only ones',
      source: `import fs from 'fs'; export const main = () => fs;`,
      options: { granted },
      check: fails('POLICY_VIOLATION', { details: { denied: "import 'fs'" } }),
    },
    {
      name: 'are all that require gives',
      source: `export const main = () => { const found = []; for (const get of [() => require('fs'), () => require('es' + 'm'), () => require.resolve('esm')]) try { found.push(typeof get()) } catch (error) { found.push(error.name) } return found };`,
      options: { granted },
      check: gives(['PolicyViolation', 'PolicyViolation', 'PolicyViolation']),
    },
    {
      name: 'get nothing more than the codelet',
      source: `import { has, use } from '@scope/pkg/sub'; export const main = () => [has, use()];`,
      options: { granted },
      check: fails('POLICY_VIOLATION', { details: { denied: 'process' } }),
    },
    {
      name: 'throw at the place that called them',
      source: `import { fail } from 'esm';\nexport function main() {\n  return fail();\n}`,
      options: { granted },
      check: failsWhat('RUNTIME_ERROR', ({ location, stack = '' }, { expect }) => {
        expect(location && [location.file, location.line, location.column]).toStrictEqual([
          'codelet.js',
          3,
          10,
        ]);
        expect(stack).toMatch(/at fail \(granted\/esm:\d+:\d+\)\n {4}at main \(codelet\.js:3:10\)/);
      }),
    },
    {
      name: 'are fresh in each run',
      source: `import { add, calls } from 'esm'; add(1, 1); export const main = () => calls;`,
      options: { granted },
      check: async (result, tools) => {
        await gives(1)(result, tools);
        const source = `import { add, calls } from 'esm'; add(1, 1); export const main = () => calls;`;
        await gives(1)(await tools.subject.run(source, { granted }), tools);
      },
    },
  ],
};
