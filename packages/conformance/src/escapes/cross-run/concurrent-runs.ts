import type { EscapeCase } from '../escape-case.js';

export const concurrentRuns: EscapeCase = {
  class: 'cross-run',
  name: 'runs at the same time see nothing of each other',
  modelled_on: 'class: one host, several realms',
  tell: async ({ subject, expect }) => {
    const source =
      'export async function main(n) { globalThis.mine = n; Array.prototype.mine = n; RegExp.prototype.mine = n; for (let i = 0; i < 5; i += 1) { await new Promise((r) => setTimeout(r, 1)); if (globalThis.mine !== n || [].mine !== n || /x/.mine !== n) return "mixed" } console.log(n); return n }';
    const results = await Promise.all([1, 2, 3, 4].map((n) => subject.run(source, { input: n })));
    expect(
      results.map(({ outcome, logs }) => [
        outcome.ok && outcome.value,
        logs.map(({ message }) => message).join(),
      ]),
    ).toStrictEqual([1, 2, 3, 4].map((n) => [n, String(n)]));
  },
};
