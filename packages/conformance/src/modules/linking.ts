import { gives, fails } from '../checks.js';
import type { ConformanceGroup } from '../conformance-case.js';
import { several } from './several.js';

export const linking: ConformanceGroup = {
  name: 'several files',
  cases: [
    several(
      'share live bindings',
      {
        './main.js': `import { count, add } from './lib/count.js';
export const main = () => { const before = count; add(); return [before, count]; };`,
        './lib/count.js': `export let count = 1; export function add() { count += 1; }`,
      },
      gives([1, 2]),
    ),
    several(
      'resolve paths against the file that imports',
      {
        './main.js': `import a from './x/y/a.js'; export default () => a;`,
        './x/y/a.js': `import b from '../b.js'; import c from '../../c.js'; export default [b, c];`,
        './x/b.js': `export default 'b';`,
        './c.js': `export default 'c';`,
      },
      gives(['b', 'c']),
    ),
    several(
      'call each other in a cycle before their bodies have run',
      {
        './main.js': `import { odd } from './odd.js';
export function even(n) { return n === 0 || odd(n - 1); }
export const main = (n) => [even(n), odd(n)];`,
        './odd.js': `import { even } from './main.js';
export const early = even(4);
export function odd(n) { return n !== 0 && even(n - 1); }`,
      },
      gives([false, true]),
      { input: 7 },
    ),
    several(
      'call an anonymous default function before its module has run',
      {
        './main.js': `import { early } from './b.js'; export default function () { return 'hoisted'; }
export const main = () => early;`,
        './b.js': `import f from './main.js'; export const early = [f(), f.name];`,
      },
      gives(['hoisted', 'default']),
    ),
    several(
      'find nothing in a binding that has no value yet',
      {
        './main.js': `import './b.js'; export const a = 1; export const main = () => a;`,
        './b.js': `import { a } from './main.js';\nexport const b = a;`,
      },
      fails('RUNTIME_ERROR', { name: 'ReferenceError' }),
    ),
    several(
      'run once each, dependencies first',
      {
        './main.js': `import './a.js'; import './b.js'; import './a.js'; import { order } from './order.js';
order.push('main'); export const main = () => order;`,
        './a.js': `import './b.js'; import { order } from './order.js'; order.push('a');`,
        './b.js': `import { order } from './order.js'; order.push('b');`,
        './order.js': `export const order = [];`,
      },
      gives(['b', 'a', 'main']),
    ),
    several(
      'wait for those with top-level await, and for no others',
      {
        './main.js': `import { value } from './slow.js'; import './quick.js'; import { order } from './order.js';
order.push('main'); export const main = () => [value, order];`,
        './slow.js': `import { order } from './order.js'; order.push('slow starts');
export const value = await new Promise((resolve) => setTimeout(resolve, 5, 'late')); order.push('slow ends');`,
        './quick.js': `import { order } from './order.js'; order.push('quick');`,
        './order.js': `export const order = [];`,
      },
      gives(['late', ['slow starts', 'quick', 'slow ends', 'main']]),
    ),
    several(
      'pass on names: all, some, renamed, as a namespace',
      {
        './main.js': `export * from './a.js'; export { a as renamed, default as d } from './a.js'; export * as ns from './a.js';
import { a } from './a.js'; export { a as passed };
import * as self from './main.js';
export const main = () => [Object.keys(self), self.b, self.renamed, self.d, self.ns.a, self.passed];`,
        './a.js': `export const a = 1, b = 2; export default 3;`,
      },
      gives([['a', 'b', 'd', 'main', 'ns', 'passed', 'renamed'], 2, 1, 3, 1, 1]),
    ),
    several(
      'leave out of a namespace what two of its stars export differently',
      {
        './main.js': `import * as all from './all.js'; export const main = () => Object.keys(all);`,
        './all.js': `export * from './a.js'; export * from './b.js'; export * from './c.js';`,
        './a.js': `export const x = 1, a = 1;`,
        './b.js': `export const x = 2, b = 1;`,
        './c.js': `export { a } from './a.js';`,
      },
      gives(['a', 'b']),
    ),
    several(
      'see namespaces that nobody can change',
      {
        './main.js': `import * as a from './a.js';
const fails = (act) => { try { act(); return false } catch (error) { return error.name } };
export const main = () => [
  Object.prototype.toString.call(a), Object.getPrototypeOf(a), Object.isExtensible(a), Object.keys(a), typeof a.default,
  fails(() => { a.x = 2 }), fails(() => { a.y = 2 }), fails(() => { delete a.x }), 'x' in a, a.x,
];`,
        './a.js': `export const x = 1; export default () => {}; export { x as b };`,
      },
      gives([
        '[object Module]',
        null,
        false,
        ['b', 'default', 'x'],
        'function',
        'TypeError',
        'TypeError',
        'TypeError',
        true,
        1,
      ]),
    ),
    several(
      'call what they import without a this',
      {
        './main.js': `import f, { g } from './f.js'; import * as ns from './f.js';
let a = 1
f()
g\`\`
export const main = () => [f() === undefined, g\`\` === undefined, new f().made, ns.default() === undefined ? 'no this' : 'namespace', f?.() === undefined];`,
        './f.js': `export default function f() { if (new.target) this.made = true; else return this } export function g() { return this }`,
      },
      gives([true, true, true, 'namespace', true]),
    ),
    several(
      'are found by import() with a computed path, as the same namespace',
      {
        './main.js': `import * as b from './dir/b.js';
export const main = async (name) => { const m = await import('./dir/' + name + '.js'); return [m === b, m.again === m, m.value]; };`,
        './dir/b.js': `export const value = 1; export const again = await import('./../dir/c.js').then((c) => c.self);`,
        './dir/c.js': `import * as b from './b.js'; export { b as self };`,
      },
      // './../dir/c.js' has a dotted part within: it is no path of a module.
      fails('POLICY_VIOLATION'),
      { input: 'b' },
    ),
    several(
      'import() a file that nothing else needs, and again after it failed',
      {
        './main.js': `export const main = async () => {
  const first = await import('./a.js').catch((e) => e), second = await import('./a.js').catch((e) => e);
  return [first === second, first.message, (await import('./b.js')).default];
};`,
        './a.js': `throw new Error('broken');`,
        './b.js': `export default 'b';`,
      },
      gives([true, 'broken', 'b']),
    ),
    several(
      'import JSON',
      {
        './main.js': `import data from './data.json' with { type: 'json' }; import * as ns from './data.json' with { type: 'json' };
export const main = () => [data, ns.default === data, Object.keys(ns)];`,
        './data.json': `{ "a": [1, { "__proto__": 2 }] }`,
      },
      gives([{ a: [1, JSON.parse('{"__proto__":2}')] }, true, ['default']]),
    ),
    several(
      'may call an export that the entry passes on',
      {
        './main.js': `export { run as main } from './run.js';`,
        './run.js': `export const run = (n) => n + 1;`,
      },
      gives(42),
      { input: 41 },
    ),
  ],
};
