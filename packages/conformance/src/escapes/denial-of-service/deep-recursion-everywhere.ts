import { all } from '../../checks.js';
import { codelet } from '../attack.js';
import { ends } from '../outcomes.js';

export const deepRecursionEverywhere = codelet({
  class: 'denial-of-service',
  name: 'recursion by getters, proxies, toString, toJSON and iterators',
  modelled_on: 'class: the end of the native stack',
  options: { timeout_ms: 600 },
  source: `export function main() { const o = { get a() { return o.a }, toString() { return \`\${o}\` }, toJSON() { return JSON.stringify(o) }, [Symbol.iterator]() { return [...o] }, then(r) { return o.then(r) } }; const odd = []; for (const f of [() => o.a, () => \`\${o}\`, () => JSON.stringify(o), () => [...o], () => o.then(), () => structuredClone(o), () => console.log(o), () => JSON.parse('['.repeat(1e5)), () => new RegExp('('.repeat(1e5)), () => new RegExp('(?:'.repeat(1e4) + ')'.repeat(1e4)).test('a')]) try { f() } catch (e) { if (!(e instanceof Error)) odd.push(String(f)) } return odd }`,
  outcome: all(ends, ({ outcome }, { expect }) => {
    if (outcome.ok) expect(outcome.value).toStrictEqual([]);
    else expect(['TIMEOUT', 'MEMORY_LIMIT']).toContain(outcome.error.code);
  }),
});
