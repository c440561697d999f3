import { codelet } from '../attack.js';

export const assignmentsToDeniedNames = codelet({
  class: 'parser',
  name: 'assignments, updates and destructuring into names of a host',
  modelled_on: 'class: writes that a rewriter forgets',
  source: `export function main() { const odd = []; for (const f of [() => { process = 1 }, () => { [require] = [1] }, () => { ({ a: fetch } = { a: 1 }) }, () => { process++ }, () => { for (global of [1]); }, () => { delete globalThis.process }, () => typeof process]) try { f() } catch (e) { odd.push(e.name) } return [typeof globalThis.process, typeof globalThis.require, typeof globalThis.fetch, typeof globalThis.global, odd.length > 0] }`,
  outcome: ({ outcome }, { expect }) => {
    if (outcome.ok)
      expect((outcome.value as unknown[]).slice(0, 4)).toStrictEqual([
        'undefined',
        'undefined',
        'undefined',
        'undefined',
      ]);
    else expect(['SYNTAX_ERROR', 'POLICY_VIOLATION', 'RUNTIME_ERROR']).toContain(outcome.error.code);
  },
});
